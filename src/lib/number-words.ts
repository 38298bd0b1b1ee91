// Numbers that are written as words, in ten languages.

const WORDS: readonly (readonly [number, string])[] = [
  [2, 'two zwei deux dos dwa dwie dwoch двое двух два две двоє двох дві둘 두 二'],
  [3, 'three drei trois tres trzy trzech три трое трёх трех троє трьох 세 셋 三'],
  [
    4,
    'four vier quatre cuatro cztery czterech четыре четверо четырёх четырех чотири четверо чотирьох 네 넷 四',
  ],
  [5, 'five fünf cinq cinco pięć pięciu пять пятеро пяти пʼять п’ять пять пяти 다섯 五'],
  [6, 'six sechs six seis sześć sześciu шесть шестеро шести шість шестеро шести 여섯 六'],
  [7, 'seven sieben sept siete siedem siedmiu семь семеро семи сім семеро семи 일곱 七'],
  [8, 'eight acht huit ocho osiem ośmiu восемь восьми вісім восьми 여덟 八'],
  [
    9,
    'nine neun neuf nueve dziewięć dziewięciu девять девяти девʼять дев’ять девяти девятьох дев’ятьох 아홉 九',
  ],
  [10, 'ten zehn dix diez dziesięć десять десяти 열 十'],
  [11, 'eleven elf onze once jedenaście одиннадцать одинадцять 열한 十一'],
  [12, 'twelve zwölf douze doce dwanaście двенадцать дванадцять 열두 十二'],
  [14, 'fourteen vierzehn quatorze catorce czternaście четырнадцать чотирнадцять'],
  [15, 'fifteen fünfzehn quinze quince piętnaście пятнадцать пʼятнадцять п’ятнадцять'],
  [20, 'twenty zwanzig vingt veinte dwadzieścia двадцать двадцять'],
  [30, 'thirty dreißig trente treinta trzydzieści тридцать тридцять'],
  [40, 'forty vierzig quarante cuarenta czterdzieści сорок'],
  [100, 'hundred hundert cent cien sto сто'],
];
const BY_WORD = new Map(
  WORDS.flatMap(([value, words]) => words.split(' ').map((word): [string, number] => [plain(word), value])),
);

/** Every number word that is written with letters and spaces between words, with its value. */
export function numberWords(): IterableIterator<[string, number]> {
  return BY_WORD.entries();
}

/** Value of a lower-case word; undefined where it is no number. */
export function numberOfWord(word: string): number | undefined {
  return BY_WORD.get(plain(word));
}

function plain(word: string): string {
  return word.replaceAll(/['’ʼ]/g, '');
}
