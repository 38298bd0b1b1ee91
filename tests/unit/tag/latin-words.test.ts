import { describe, expect, it } from 'vitest';
import { guessLatin } from '../../../src/tag/latin-words.ts';

describe('the language of Latin letters by its commonest words', () => {
  it.each([
    ['en', 'The minister said on Tuesday that the ship was at sea with a cargo of shells'],
    ['de', 'Das Schiff ist mit der Fracht auf dem Weg und wird von der Küstenwache begleitet'],
    ['fr', 'Le navire est parti avec la cargaison dans les cales, selon les garde-côtes'],
    ['es', 'El buque zarpó con la carga y los guardacostas lo siguen por las aguas del norte'],
    ['pl', 'Statek wypłynął w morze i jest na drodze do portu, który nie przyjmuje go od roku'],
  ])('tells %s', (lang, text) => {
    const { guess, lead } = guessLatin(text);
    expect(guess).toBe(lang);
    expect(lead).toBeGreaterThanOrEqual(3);
  });

  it('knows words that begin or end with a letter outside ASCII', () => {
    expect(guessLatin('Mówi się, że są').guess).toBe('pl');
    expect(guessLatin('À Paris, à Lyon').guess).toBe('fr');
  });

  it('counts an elided article, and no piece of a longer word', () => {
    expect(guessLatin("L'armée d’Ukraine").guess).toBe('fr');
    expect(guessLatin('Wymiana jeńców między państwami').guess).toBeNull();
  });

  it('guesses nothing where two languages are level, or there are no words', () => {
    expect(guessLatin('la')).toEqual({ guess: null, lead: 0 });
    expect(guessLatin('')).toEqual({ guess: null, lead: 0 });
  });
});
