// Month names of some sixty languages, full and short, in nominative and genitive, without diacritics.
// Facts of the Unicode CLDR (by way of Intl) and forms met in feeds. Where two languages disagree (Croatian
// `listopad` is October, Polish and Czech November) the one with more feeds stands.

const NAMES: readonly string[] = [
  `january jan januar janvier janv enero ene gennaio gen janeiro январь янв января січень січ
   січня styczen sty stycznia januari tammikuu tammi tammikuuta leden led ledna januara ianuarie
   ian ιανουαριου ιαν януари јануар јан јануари ocak oca yanvar yan jaanuar jaan janvaris sausis
   sausio gener xaneiro xan urtarrila urt eanair ean janar студзень сту студзеня қаңтар қаң जनवरी
   জানুয়ারি জানু يناير ינואר ژانویه ژانویهٔ มกราคม มค იანვარი იან հունվար հնվ հունվարի sijecanj
   sij sijecnja januarie جنوری ஜனவரி ஜன జనవరి జన जानेवारी जाने январ ionawr ion janner jaenner
   jaen ianuar janua janu січ`,
  `february feb februar fevrier fevr febrero febbraio fevereiro fev февраль февр февраля лютии
   лют лютого luty lut lutego februari helmikuu helmi helmikuuta unor uno unora februara febr
   februarie φεβρουαριου φεβ февруари фебруар феб фев subat sub fevral veebruar veebr februaris
   vasaris vasario febrer febreiro otsaila ots feabhra feabh shkurt shk люты лютага ақпан ақп
   फ़रवरी ফেব্রুয়ারি ফেব فبراير פברואר فوریه فوریهٔ กุมภาพันธ์ กพ თებერვალი თებ փետրվար փտվ
   փետրվարի veljaca velj veljace pebrero peb فروری பிப்ரவரி பிப் ఫిబ్రవరి ఫిబ్ర फेब्रुवारी फेब्रु
   फेब्रुअरी شباط феврал chwefror chw chwef febru veljac`,
  `march mar marz mars marzo marco март марта мар березень бер березня marzec marca maart mrt
   marts maaliskuu maalis maaliskuuta brezen bre brezna marec marcius marc martie μαρτιου μαρ
   mart maret mac kovas kovo martxoa marta сакавік сак сакавіка наурыз нау मार्च মার্চ مارس מרץ
   มีนาคม มีค მარტი მარ մարտ մրտ մարտի ozujak ozu ozujka machi marso مارچ மார்ச் மார் మార్చి
   آذار mawrth maw maerz mae mrz maer μαω берез`,
  `april apr avril avr abril abr aprile апрель апр апреля квітень квіт кві квітня kwiecien kwi
   kwietnia huhtikuu huhti huhtikuuta duben dub dubna aprila aprilis aprilie απριλιου απρ април
   nisan nis aprel aprill balandis balandzio apirila api aibrean aib prill pri красавік кра
   красавіка сәуір сәу अप्रैल এপ্রিল এপ্রি أبريل אפריל آوریل เมษายน เมย აპრილი აპრ ապրիլ ապր
   ապրիլի travanj tra travnja aprili اپریل ஏப்ரல் ஏப் ఏప్రిల్ ఏప్రి एप्रिल एप्रि अप्रिल نيسان
   апрел ebrill ebr abrell`,
  `may mai mayo maggio mag maio маи мая травень трав тра травня maj maja mei toukokuu touko
   toukokuuta kveten kve kvetna majus μαιου μαι мај mayıs maijs geguze geguzes maig maiatza
   bealtaine beal мамыр мам मई মে مايو מאי مه مهٔ พฤษภาคม พค მაისი მაი մայիս մյս մայիսի svibanj
   svi svibnja مئی மே మే मे أيار mee maujus травн мае`,
  `june jun juni juin junio giugno giu junho июнь июня июн червень черв чер червня czerwiec cze
   czerwca kesakuu kesa kesakuuta cerven cvn cervna juna junius iunie iun ιουνιου ιουν юни јун
   јуни junij haziran haz iyun iyn juuni junijs birzelis birzelio juny xuno ekaina eka meitheamh
   meith qershor qer чэрвень чэр чэрвеня маусым мау जून জুন يونيو יוני ژوئن มิถุนายน มิย ივნისი
   ივნ հունիս հնս հունիսի lipanj lipnja junie hunyo hun جون ஜூன் జూన్ जुन حزيران mehefin meh ιον`,
  `july jul juli juillet juil julio luglio lug julho июль июля июл липень лип липня lipiec lip
   lipca heinakuu heina heinakuuta cervenec cvc cervence jula julius iulie iul ιουλιου ιουλ юли
   јул јули julij temmuz tem iyul iyl julai juuli julijs liepa liepos juliol xullo xul uztaila
   uzt iuil korrik korr ліпень ліп ліпеня шілде шіл जुलाई জুলাই জুল يوليو יולי ژوئیه ژوئیهٔ
   กรกฎาคม กค ივლისი ივლ հուլիս հլս հուլիսի srpanj srpnja julie hulyo hul جولائی ஜூலை జులై जुलै
   تموز gorffennaf gor gorff ιολ`,
  `august aug aout agosto ago август авг августа серпень серп сер серпня sierpien sie sierpnia
   augustus augusti elokuu elo elokuuta srpen srp srpna augusta augusztus αυγουστου αυγ avgust
   avg agustos agu avqust avq agustus ogos ogo augusts rugpjutis rugpjucio agost ag abuztua abu
   agust lunasa lun gusht gush жнівень жні жніуня тамыз там अगस्त আগস্ট আগ أغسطس אוגוסט اوت
   สิงหาคม สค აგვისტო აგვ օգոստոս օգս օգոստոսի kolovoz kol kolovoza agosti اگست ஆகஸ்ட் ஆக ఆగస్టు
   ఆగ ऑगस्ट ऑग अगस्ट آب awst agst`,
  `september sep sept septembre septiembre settembre set setembro сентябрь сент сентября вересень
   вер вересня wrzesien wrz wrzesnia syyskuu syys syyskuuta zari zar septembra szeptember szept
   septembrie σεπτεμβριου σεπ септември септембар сеп eylul eyl sentyabr sen septembris rugsejis
   rugsejo setembre iraila ira mfomh shtator sht верасень верасня қыркүиек қыр sentabr सितंबर
   সেপ্টেম্বর সেপ্ট সেপ سبتمبر ספטמבר سپتامبر กันยายน กย სექტემბერი სექ սեպտեմբեր սեպ սեպտեմբերի
   rujan ruj rujna septembar septemba setyembre ستمبر செப்டம்பர் செப் సెప్టెంబర్ సెప్టెం सप्टेंबर
   सप्टें सेप्टेम्बर أيلول сен сентябр medi septem setiembre setem septe вер`,
  `october oct oktober okt octobre octubre ottobre ott outubro out октябрь окт октября жовтень
   жовт жовтня pazdziernik paz pazdziernika lokakuu loka lokakuuta rijen rij rijna oktobra
   octombrie οκτωβριου οκτ октомври октобар ekim eki oktyabr oktoober oktobris spalis spalio
   urria urr dfomh tetor tet кастрычнік кас кастрычніка қазан қаз oktabr अक्टूबर অক্টোবর অক্টো
   أكتوبر אוקטובר اکتبر ตุลาคม ตค ოქტომბერი ოქტ հոկտեմբեր հոկ հոկտեմբերի oktobar oktoba oktubre
   اکتوبر அக்டோபர் அக் అక్టోబర్ అక్టో ऑक्टोबर ऑक्टो अक्टोबर октябр hydref hyd octo okto octob жов`,
  `november nov novembre noviembre novembro ноябрь нояб ноября листопад лист листопада listopad
   lis listopada marraskuu marras marraskuuta listopadu novembra noiembrie νοεμβριου νοε ноември
   новембар нов ное kasım kas noyabr noy novembris lapkritis lapkricio azaroa aza samhain samh
   nentor nen лістапад ліс лістапада қараша қар नवंबर নভেম্বর নভে نوفمبر נובמבר نوامبر พฤศจิกายน
   พย ნოემბერი ნოე նոյեմբեր նոյ նոյեմբերի studeni stu studenoga novembar novemba nobyembre nob
   نومبر நவம்பர் நவ నవంబర్ నవం नोव्हेंबर नोव्हें नोभेम्बर ноя ноябр tachwedd tach noi novem nove
   листоп лис`,
  `december dec dezember dez decembre diciembre dic dicembre dezembro декабрь дек декабря грудень
   груд грудня grudzien gru grudnia desember des joulukuu joulu joulukuuta prosinec pro prosince
   decembra decembrie δεκεμβριου δεκ декември децембар дец aralık ara dekabr dek disember dis
   detsember dets decembris gruodis gruodzio desembre decembro abendua abe nollaig noll dhjetor
   dhj снежань сне снежня желтоқсан жел दिसंबर ডিসেম্বর ডিসে ديسمبر דצמבר دسامبر ธันวาคม ธค
   დეკემბერი დეკ դեկտեմբեր դեկ դեկտեմբերի prosinac prosinca decembar desemba disyembre دسمبر
   டிசம்பர் டிச డిసెంబర్ డిసెం डिसेंबर डिसें डिसेम्बर декабр rhagfyr rhag dece дез decem гру`,
];

const MONTHS = new Map(
  NAMES.flatMap((names, index) => names.split(/\s+/).map((name) => [name, index + 1] as const)),
);

/** The month (1 to 12) that a folded word names, in full or cut short after at least three letters; null: none. */
export function monthOf(word: string): number | null {
  const exact = MONTHS.get(word);
  if (exact !== undefined) return exact;
  if (word.length < 4 || word.length > 12) return null;
  for (let length = word.length - 1; length >= 4; length--) {
    const stem = MONTHS.get(word.slice(0, length));
    if (stem !== undefined) return stem;
  }
  return null;
}

/** Lower case without diacritics, final dots, and digits of other scripts made plain: the form words are looked up in. */
export function foldWords(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f\u200e\u200f]+/g, '')
    .replaceAll(/[\u0660-\u0669\u06f0-\u06f9\u0e50-\u0e59]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replaceAll(/[\u0966-\u096f]/g, (digit) => String(digit.charCodeAt(0) - 0x966))
    .replaceAll(/(?<=[\u0e00-\u0e4f])\./g, '');
}
