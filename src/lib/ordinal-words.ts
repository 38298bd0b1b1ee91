// Ordinals that are written as words, in twelve languages: what rounds, days and issues of a series are told apart by.

const WORDS: readonly (readonly [number, string])[] = [
  [
    1,
    'first erste ersten erster erstes ersten premier première primer primera primero primeira primeiro pierwszy pierwsza pierwsze pierwszego pierwszej первый первая первое первого первой первом первых перший перша перше першого першої першому الأول الأولى 첫째',
  ],
  [
    2,
    'second zweite zweiten zweiter zweites deuxième seconde segundo segunda drugi druga drugie drugiego drugiej второй вторая второе второго втором вторых другий друга друге другого другої другому الثاني الثانية 둘째',
  ],
  [
    3,
    'third dritte dritten dritter drittes troisième tercer tercera tercero terceiro terceira trzeci trzecia trzecie trzeciego trzeciej третий третья третье третьего третьей третьем третій третя третє третього третьої третьому الثالث الثالثة 셋째',
  ],
  [
    4,
    'fourth vierte vierten vierter viertes quatrième cuarto cuarta quarto quarta czwarty czwarta czwarte czwartego czwartej четвёртый четвёртая четвертый четвертая четвёртого четвёртой четвертий четверта четверте четвертого четвертої الرابع الرابعة 넷째',
  ],
  [
    5,
    "fifth fünfte fünften fünfter cinquième quinto quinta piąty piąta piąte piątego piątej пятый пятая пятое пятого пятой пʼятий пʼята пʼяте пʼятого пʼятої п'ятий п'ята п'яте п'ятого п'ятої الخامس الخامسة",
  ],
  [
    6,
    'sixth sechste sechsten sechster sixième sexto sexta szósty szósta szóste szóstego szóstej шестой шестая шестое шестого шостий шоста шосте шостого шостої السادس السادسة',
  ],
  [
    7,
    'seventh siebte siebten siebter septième séptimo séptima sétimo sétima siódmy siódma siódme siódmego siódmej седьмой седьмая седьмое седьмого сьомий сьома сьоме сьомого сьомої السابع السابعة',
  ],
  [
    8,
    'eighth achte achten achter huitième octavo octava oitavo oitava ósmy ósma ósme ósmego ósmej восьмой восьмая восьмое восьмого восьмий восьма восьме восьмого восьмої الثامن الثامنة',
  ],
  [
    9,
    'ninth neunte neunten neunter neuvième noveno novena nono nona dziewiąty dziewiąta dziewiąte dziewiątego dziewiątej девятый девятая девятое девятого девятой девʼятий девʼята девʼятого التاسع التاسعة',
  ],
  [
    10,
    'tenth zehnte zehnten zehnter dixième décimo décima dziesiąty dziesiąta dziesiąte dziesiątego dziesiątej десятый десятая десятое десятого десятой десятий десята десятого العاشر العاشرة',
  ],
  [11, 'eleventh elfte elften onzième undécimo jedenasty одиннадцатый одинадцятий'],
  [12, 'twelfth zwölfte zwölften douzième duodécimo dwunasty двенадцатый дванадцятий'],
];

/** Every such word with its value; of a word with several values the first. */
export function ordinalWords(): [string, number][] {
  return WORDS.flatMap(([value, words]) => words.split(' ').map((word): [string, number] => [word, value]));
}
