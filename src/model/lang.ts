// Languages: stored and marked with their own code whatever they are; the topic file says which ones are tagged.

/** BCP 47 code of any language; `und` where it cannot be told. */
export type LangCode = string;
