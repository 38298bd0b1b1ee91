// Time zones as feeds name them, and the zone of a country for dates that name none.

const NAMED: Readonly<Record<string, string>> = {
  '0': 'ut utc gmt z wet uct zulu',
  '1': 'cet met wat mez west bst ist-ie cet1 wedt hec',
  '2': 'cest mest eet sast cat mesz hace kalt',
  '3': 'eest msk eat trt idt fet msd-3 tsk arabst',
  '3.5': 'irst',
  '4': 'msd gst samt azt amt-am get mut ret sct',
  '4.5': 'aft irdt',
  '5': 'pkt yekt uzt tmt tjt mvt aqtt',
  '5.5': 'ist slst',
  '5.75': 'npt',
  '6': 'omst bdt btt almt kgt qyzt',
  '6.5': 'mmt',
  '7': 'wib ict krat novt novst hovt',
  '8': 'hkt sgt awst myt pht phst wita irkt ulat cst-cn uct8',
  '9': 'kst jst yakt wit tlt',
  '9.5': 'acst',
  '10': 'aest vlat chst pgt chut kdt',
  '10.5': 'acdt',
  '11': 'aedt magt sbt sakt sret nct vut',
  '12': 'nzst pett fjt anat',
  '13': 'nzdt phot tot',
  '-1': 'azot cvt egt',
  '-2': 'fnt brst gst-2 ndt-2.5',
  '-2.5': 'ndt',
  '-3': 'adt art brt clst uyt gft srt wgt bst-br pmst',
  '-3.5': 'nst nt',
  '-4': 'ast at edt clt vet bot gyt pyt amt-br cdt-cu',
  '-5': 'est et cdt cot pet ect act',
  '-6': 'cst ct mdt galt easst',
  '-7': 'mst mt pdt',
  '-8': 'pst pt akdt',
  '-9': 'akst hdt gamt',
  '-10': 'hst hast taht ckt',
  '-11': 'sst nut',
};

const MINUTES = new Map(
  Object.entries(NAMED).flatMap(([hours, names]) =>
    names.split(' ').map((name) => [name, Number(hours) * 60] as const),
  ),
);

/** Names that mean another zone where the feed's country uses them otherwise. */
const BY_COUNTRY: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  CN: { cst: 480 },
  TW: { cst: 480 },
  HK: { cst: 480 },
  MO: { cst: 480 },
  CU: { cst: -300, cdt: -240 },
  AU: { est: 600, edt: 660, cst: 570, cdt: 630, wst: 480 },
  IL: { ist: 120 },
  IE: { ist: 60 },
  BD: { bst: 360 },
  SA: { ast: 180 },
  AE: { gst: 240 },
  AM: { amt: 240 },
  BR: { amt: -240 },
  KR: { kdt: 600 },
  UA: { est: 120 },
};

/**
 * Minutes east of Greenwich for a zone name in lower case, or null where there is no such zone. Single letters have
 * the signs of RFC 822 section 5.1, as feed readers take them: A is one hour west, N one hour east.
 */
export function zoneMinutes(name: string, country: string | null): number | null {
  const local = country === null ? undefined : BY_COUNTRY[country]?.[name];
  if (local !== undefined) return local;
  if (name.length === 1) return militaryMinutes(name.charCodeAt(0) - 0x60);
  return MINUTES.get(name) ?? null;
}

function militaryMinutes(letter: number): number | null {
  if (letter < 1 || letter > 26 || letter === 10) return null;
  if (letter === 26) return 0;
  if (letter > 13) return (letter - 13) * 60;
  return -(letter > 10 ? letter - 1 : letter) * 60;
}

/** The capital's zone, for dates without one. */
const COUNTRY_ZONES: Readonly<Record<string, string>> = {
  AE: 'Asia/Dubai',
  AF: 'Asia/Kabul',
  AM: 'Asia/Yerevan',
  AR: 'America/Argentina/Buenos_Aires',
  AT: 'Europe/Vienna',
  AU: 'Australia/Sydney',
  AZ: 'Asia/Baku',
  BA: 'Europe/Sarajevo',
  BD: 'Asia/Dhaka',
  BE: 'Europe/Brussels',
  BG: 'Europe/Sofia',
  BR: 'America/Sao_Paulo',
  BY: 'Europe/Minsk',
  CA: 'America/Toronto',
  CH: 'Europe/Zurich',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  CO: 'America/Bogota',
  CU: 'America/Havana',
  CY: 'Asia/Nicosia',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  DK: 'Europe/Copenhagen',
  EE: 'Europe/Tallinn',
  EG: 'Africa/Cairo',
  ES: 'Europe/Madrid',
  FI: 'Europe/Helsinki',
  FR: 'Europe/Paris',
  GB: 'Europe/London',
  GE: 'Asia/Tbilisi',
  GR: 'Europe/Athens',
  HK: 'Asia/Hong_Kong',
  HR: 'Europe/Zagreb',
  HU: 'Europe/Budapest',
  ID: 'Asia/Jakarta',
  IE: 'Europe/Dublin',
  IL: 'Asia/Jerusalem',
  IN: 'Asia/Kolkata',
  IQ: 'Asia/Baghdad',
  IR: 'Asia/Tehran',
  IS: 'Atlantic/Reykjavik',
  IT: 'Europe/Rome',
  JO: 'Asia/Amman',
  JP: 'Asia/Tokyo',
  KE: 'Africa/Nairobi',
  KG: 'Asia/Bishkek',
  KH: 'Asia/Phnom_Penh',
  KP: 'Asia/Pyongyang',
  KR: 'Asia/Seoul',
  KZ: 'Asia/Almaty',
  LA: 'Asia/Vientiane',
  LB: 'Asia/Beirut',
  LK: 'Asia/Colombo',
  LT: 'Europe/Vilnius',
  LU: 'Europe/Luxembourg',
  LV: 'Europe/Riga',
  MD: 'Europe/Chisinau',
  ME: 'Europe/Podgorica',
  MK: 'Europe/Skopje',
  MM: 'Asia/Yangon',
  MN: 'Asia/Ulaanbaatar',
  MO: 'Asia/Macau',
  MX: 'America/Mexico_City',
  MY: 'Asia/Kuala_Lumpur',
  NG: 'Africa/Lagos',
  NL: 'Europe/Amsterdam',
  NO: 'Europe/Oslo',
  NP: 'Asia/Kathmandu',
  NZ: 'Pacific/Auckland',
  PE: 'America/Lima',
  PH: 'Asia/Manila',
  PK: 'Asia/Karachi',
  PL: 'Europe/Warsaw',
  PT: 'Europe/Lisbon',
  QA: 'Asia/Qatar',
  RO: 'Europe/Bucharest',
  RS: 'Europe/Belgrade',
  RU: 'Europe/Moscow',
  SA: 'Asia/Riyadh',
  SE: 'Europe/Stockholm',
  SG: 'Asia/Singapore',
  SI: 'Europe/Ljubljana',
  SK: 'Europe/Bratislava',
  SY: 'Asia/Damascus',
  TH: 'Asia/Bangkok',
  TJ: 'Asia/Dushanbe',
  TM: 'Asia/Ashgabat',
  TR: 'Europe/Istanbul',
  TW: 'Asia/Taipei',
  UA: 'Europe/Kyiv',
  US: 'America/New_York',
  UY: 'America/Montevideo',
  UZ: 'Asia/Tashkent',
  VE: 'America/Caracas',
  VN: 'Asia/Ho_Chi_Minh',
  ZA: 'Africa/Johannesburg',
};

/** The IANA zone of a country's capital (ISO 3166 code in any case); null where unknown: then UTC. */
export function zoneOfCountry(country: string | null): string | null {
  return country === null ? null : (COUNTRY_ZONES[country.toUpperCase()] ?? null);
}

const formats = new Map<string, Intl.DateTimeFormat | null>();

/** Whether the name is an IANA zone that this system knows. */
export function isZone(name: string): boolean {
  return formatOf(name) !== null;
}

/** Minutes east of Greenwich in an IANA zone at an instant; 0 where the zone is unknown. */
export function offsetAt(zone: string, atMs: number): number {
  const format = formatOf(zone);
  if (format === null || !Number.isFinite(atMs)) return 0;
  const name = format.formatToParts(atMs).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const match = /([+-])(\d\d):(\d\d)/.exec(name);
  if (match === null) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

const MAX_FORMATS = 200;

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch {
    format = null;
  }
  if (formats.size < MAX_FORMATS) formats.set(zone, format);
  return format;
}
