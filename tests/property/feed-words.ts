// Chance from a seed, and made-up texts in words or in signs without spaces.

export const WORDS =
  'harbour crane ferry violin maker prize reservoir falls parliament delays pension astronomers dust star bakers strike flour court frees journalist glacier lake drains valley chess watches rail sleepers museum bronze statue wheat harvest summers volcano ash airports teachers dispute orchestra conductor dam crack spillway fishermen quota tram lorry stadium poet laureate bank rate forest fire winter resort satellite layoffs goalkeeper champions hospital ward minister envoy drone shells troops convoy summit treaty tariff election ballot verdict inquiry flood bridge tunnel pipeline reactor turbine border refugee harvest vaccine patent museum archive cathedral bishop mayor council budget deficit bond inflation payroll refinery tanker cargo canal glacier typhoon quake landslide rescue diver climber cyclist sprinter referee trophy stadium opera novelist painter sculptor botanist fossil comet probe lunar orbit antenna chip battery cable server breach ransom hacker censor blogger strike union nurse surgeon clinic'.split(
    ' ',
  );

export const ENDINGS = ['', '', 's', 'er', 'ing', 'ed', 'man', 'land'];

export function seeded(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

export function words(random: () => number, count: number): string {
  return Array.from({ length: count }, () => `${pick(random, WORDS)}${pick(random, ENDINGS)}`).join(' ');
}

/** A text in signs without spaces. */
export function signs(random: () => number, count: number): string {
  const sign = (): string => String.fromCodePoint(0x4e00 + Math.floor(random() * 900));
  return Array.from({ length: count * 2 }, (_, at) => (at % 9 === 8 ? '，' : sign())).join('');
}
