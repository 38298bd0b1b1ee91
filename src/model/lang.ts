// The languages Pactwatch reads. Other languages are stored and marked with their own code, but not tagged.

export type Lang = 'en' | 'ko' | 'ru' | 'uk' | 'ja' | 'zh' | 'de' | 'fr' | 'es' | 'pl';

/** BCP 47 code of any language; a Lang where it is one of the ten. `und` where it cannot be told. */
export type LangCode = string;
