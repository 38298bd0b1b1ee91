// Words that say how many or when without a figure, in forms as they stand in texts: another one is another fact.

const ROUGH = stems(
  'dozens? scores hundreds? thousands? half third quarter dutzend(?:e|en)? hunderten? tausenden? hälfte drittel viertel',
  'dizaines? douzaines? centaines? milliers? moitié tiers quart decenas? docenas? cientos? centenar(?:es)? miles mitad tercio',
  'dziesiątk[ia] setk[iae] tysiąc(?:e|ach)? połow[aęy] trzeci(?:a|ą|ej) десятк\\p{L}+ дюжин\\p{L}* сотн[иямих]+ тысяч\\p{L}* половин\\p{L}* трет[ьи]',
  'десятк\\p{L}+ сотн[іяи]\\p{L}* тисяч\\p{L}* половин\\p{L}* третин\\p{L}* 수[십백천만]\\p{L}* 절반\\p{L}*',
);

const CALENDAR = stems(
  'январ\\p{L}+ феврал\\p{L}+ марта? марте апрел\\p{L}+ ма[йяею] июн[ьяею] июл[ьяею] август\\p{L}* сентябр\\p{L}+ октябр\\p{L}+ ноябр\\p{L}+ декабр\\p{L}+',
  'понедельник\\p{L}* вторник\\p{L}* сред[аыу] четверг\\p{L}* пятниц\\p{L}+ суббот\\p{L}+ воскресень\\p{L}+',
  'січ(?:ень|ня|ні) лют(?:ий|ого|ому) берез(?:ень|ня|ні) квіт(?:ень|ня|ні) трав(?:ень|ня|ні) черв(?:ень|ня|ні) лип(?:ень|ня|ні)',
  'серп(?:ень|ня|ні) верес(?:ень|ня|ні) жовт(?:ень|ня|ні) листопад\\p{L}* груд(?:ень|ня|ні) понеділ\\p{L}+ вівтор\\p{L}+ серед[аиу] пятниц\\p{L}+ субот\\p{L}+ неділ\\p{L}+',
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves viernes sábado domingo',
  'stycz(?:eń|nia|niu) lut(?:y|ego|ym) mar(?:zec|ca|cu) kwie(?:cień|tnia|tniu) maj[au]? czerw(?:iec|ca|cu) lip(?:iec|ca|cu) sierp(?:ień|nia|niu)',
  'wrze(?:sień|śnia|śniu) październik\\p{L}* listopad\\p{L}* grud(?:zień|nia|niu) poniedział\\p{L}+ wtor\\p{L}+ środ[aęy] czwart\\p{L}+ piąt\\p{L}+ sobot\\p{L}+ niedziel\\p{L}+',
  '(?:sun|mon|tues|wednes|thurs|fri|satur)day january february march april june july august september october november december',
);

const DENIAL = stems(
  'den(?:y|ie[sd]|ying) refut\\p{L}+ disput(?:es?|ed) reject(?:s|ed)? dementier\\p{L}+ bestreite[tn] dément\\p{L}* desm(?:ient|int)\\p{L}+ niega[n]? negó',
  'zaprzecz\\p{L}+ zdementow\\p{L}+ опроверг\\p{L}* опроверж\\p{L}+ отрица\\p{L}+ отверг\\p{L}* спрост\\p{L}+ запереч\\p{L}+',
);

function stems(...lines: readonly string[]): RegExp {
  return new RegExp(`^(?:${lines.join(' ').split(' ').join('|')})$`, 'u');
}

/** Whether a folded word is a rough number (`dozens`, `сотни`), a month or a day of the week. */
export function isQuantityWord(folded: string): boolean {
  return ROUGH.test(folded) || CALENDAR.test(folded);
}

/** Whether a folded word is a form of a verb of denial. */
export function isDenial(folded: string): boolean {
  return DENIAL.test(folded);
}
