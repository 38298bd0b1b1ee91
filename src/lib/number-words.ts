// Numbers that are written as words, in thirteen languages.

const WORDS: readonly (readonly [number, string])[] = [
  [2, 'two zwei deux dos dwa dwie dwoch двое двух два две двоє двох дві둘 두 二 dois duas'],
  [3, 'three drei trois tres trzy trzech три трое трёх трех троє трьох 세 셋 三 três ثلاثة ثلاث'],
  [
    4,
    'four vier quatre cuatro cztery czterech четыре четверо четырёх четырех чотири четверо чотирьох 네 넷 四 bốn أربعة أربع',
  ],
  [5, 'five fünf cinq cinco pięć pięciu пять пятеро пяти пʼять п’ять пять пяти 다섯 五 خمسة خمس'],
  [6, 'six sechs six seis sześć sześciu шесть шестеро шести шість шестеро шести 여섯 六 sáu ستة'],
  [7, 'seven sieben sept siete siedem siedmiu семь семеро семи сім семеро семи 일곱 七 sete bảy سبعة سبع'],
  [8, 'eight acht huit ocho osiem ośmiu восемь восьми вісім восьми 여덟 八 oito tám ثمانية'],
  [
    9,
    'nine neun neuf nueve dziewięć dziewięciu девять девяти девʼять дев’ять девяти девятьох дев’ятьох 아홉 九 nove chín تسعة تسع',
  ],
  [10, 'ten zehn dix diez dziesięć десять десяти 열 十 dez mười عشرة'],
  [11, 'eleven elf onze once jedenaście одиннадцать одинадцять 열한 十一'],
  [12, 'twelve zwölf douze doce dwanaście двенадцать дванадцять 열두 十二 doze'],
  [13, 'thirteen dreizehn treize trece treze trzynaście тринадцать тринадцять'],
  [14, 'fourteen vierzehn quatorze catorce czternaście четырнадцать чотирнадцять'],
  [15, 'fifteen fünfzehn quinze quince piętnaście пятнадцать пʼятнадцять п’ятнадцять'],
  [16, 'sixteen sechzehn seize szesnaście шестнадцать шістнадцять'],
  [17, 'seventeen siebzehn siedemnaście семнадцать сімнадцять'],
  [18, 'eighteen achtzehn osiemnaście восемнадцать вісімнадцять'],
  [19, 'nineteen neunzehn dziewiętnaście девятнадцать девʼятнадцять'],
  [20, 'twenty zwanzig vingt veinte dwadzieścia двадцать двадцять vinte عشرون عشرين'],
  [30, 'thirty dreißig trente treinta trzydzieści тридцать тридцять trinta'],
  [40, 'forty vierzig quarante cuarenta czterdzieści сорок'],
  [50, 'fifty fünfzig cinquante cincuenta cinquenta pięćdziesiąt пятьдесят пʼятдесят'],
  [60, 'sixty sechzig soixante sesenta sześćdziesiąt шестьдесят шістдесят'],
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
