// Names of the subject whose spellings cannot be told from each other by sound: one line an entity, forms by comma.
// A form matches as the beginning of a word, with `$` the whole word; one in a script without spaces matches anywhere.

/** Persons, places, bodies, units, weapons and ships. */
export const KNOWN_NAMES = `
kim-jong-un: kim jong,kim dzong,ким чен ын,кім чен ин,кім чен ун,김정은,金正恩,김 위원장
kim-ju-ae: kim ju ae,ju-ae,чжу э,чжу е,김주애,주애,金主愛,金主爱,ジュエ
kim-yo-jong: kim yo jong,ким ё чжон,кім йо чжон,김여정,金与正,金與正
choe-son-hui: choe son,choe sun,цой сон,чхве сон,чой сон,최선희,崔善姬,崔善姫
no-kwang-chol: no kwang,ro kwang,no gwang,но гван,노광철,努光铁,努光鐵,盧光鉄,努光鉄,ノ・グァンチョル
pak-jong-chon: pak jong chon,pak chong,пак чон чхон,пак чон чон,박정천,朴正天
kim-yong-bok: kim yong bok,kim jong bok,ким ён бок,кім йон бок,김영복,金英福,金永福
ri-chang-ho: ri chang ho,lee chang-ho,ли чан хо,рі чан хо,ри чан хо,리창호,李昌浩,李昌虎
putin: putin,poutine,путин,путін,푸틴,プーチン,普京,蒲亭,普丁
shoigu: shoigu,schoigu,choïgou,choigou,szojgu,shoygu,шойгу,쇼이구,ショイグ,绍伊古,紹伊古
belousov: belousov,beloussow,belooussov,belousow,bielousow,biełousow,beloúsov,белоусов,бєлоусов,білоусов,벨로우소프,ベロウソフ,别洛乌索夫,別洛烏索夫
lavrov: lavrov,lawrow,ławrow,лавров,라브로프,ラブロフ,拉夫罗夫,拉夫羅夫
naryshkin: naryshkin,narychkine,naryschkin,naryszkin,нарышкин,наришкін,나리시킨,ナルイシキン,纳雷什金,納雷什金
peskov: peskov,peskow,pieskow,песков,пєсков,페스코프,ペスコフ,佩斯科夫
zelensky: zelensk,selensky,selenskyj,зеленск,зеленськ,젤렌스키,ゼレンスキー,泽连斯基,澤連斯基,澤倫斯基
budanov: budanov,budanow,boudanov,буданов,부다노프,ブダノフ,布达诺夫,布達諾夫
skibitsky: skibitsk,skibizk,skibicki,скибицк,скібіцьк,스키비츠키,スキビツキー,斯基比茨基
gerasimov: gerasimov,gerassimow,guerassimov,gierasimow,guerásimov,герасимов,게라시모프,ゲラシモフ,格拉西莫夫
matsegora: matsegora,matzegora,мацегор,마체고라,マツェゴラ,马采戈拉,馬采戈拉
khinshtein: khinshtein,chinstein,khinchtein,хинштейн,хінштейн,힌시테인,힌슈테인,ヒンシュテイン,欣施泰因
medvedev: medvedev,medwedew,miedwiediew,медведев,медведєв,메드베데프,メドベージェフ,梅德韦杰夫,梅德韋傑夫
volodin: volodin,wolodin,wołodin,володин,володін,볼로딘,ウォロジン,沃洛金
kozlov: kozlov,koslow,kozłow,козлов,코즐로프,コズロフ,科兹洛夫,科茲洛夫
zakharova: zakharova,sacharowa,zacharowa,захаров,자하로바,ザハロワ,扎哈罗娃,扎哈羅娃
xi-jinping: xi jinping,си цзиньпин,сі цзіньпін,시진핑,習近平,习近平
trump: trump,трамп,트럼프,トランプ,特朗普,川普
lee-jae-myung: lee jae,ли чжэ мён,лі чже мьон,이재명,李在明
kursk: kursk,koursk,курск,курськ,курщин,쿠르스크,クルスク,库尔斯克,庫斯克,庫爾斯克
sumy: sumy,soumy,сумск,сумськ,сумщин,сумы,суми,수미,スムイ,苏梅,蘇梅
belgorod: belgorod,belgorod,biełgorod,белгород,бєлгород,벨고로드,ベルゴロド,别尔哥罗德,別爾哥羅德
kharkiv: kharkiv,charkiw,kharkov,charków,járkov,харков,харьков,харків,하르키우,ハルキウ,ハリコフ,哈尔科夫,哈爾科夫,哈爾基夫
dnipro: dnipro,dniepr,днепр,дніпр,드니프로,ドニプロ,第聂伯,第聶伯
kyiv: kyiv,kiev,kiew,kijow,kijów,киев,київ,києв,키이우,키예프,キーウ,キエフ,基辅,基輔
bilopillia: bilopill,bilopill,білопілл,белополь,빌로필리아,ビロピッリャ,比洛皮利亚,比洛皮利亞
pokrovsk: pokrovsk,pokrowsk,покровск,покровськ,포크롭스크,ポクロウシク,波克罗夫斯克,波克羅夫斯克
tyotkino: tyotkino,tetkino,tiotkino,теткин,тёткин,тьоткін,тєткін,테트키노,チョトキノ
sudzha: sudzha,soudja,sudscha,sudża,суджа,суджи,суджан,수자,スジャ,苏贾,蘇賈
shostka: shostka,schostka,chostka,szostk,шостк,쇼스트카,ショストカ,绍斯特卡,紹斯特卡
khasan: khasan,chassan,khassan,chasan,jasán,хасан,하산,ハサン,哈桑
tumangang: tumangang,tumang,туманган,두만강,豆満江,图们江,圖們江
rason: rason,rajin,najin,radschin,radżin,раджин,раджін,наджин,расон,라진,나진,라선,나선,羅津,罗津,羅先,罗先
vostochny: vostochn,wostotschn,vostotchn,wostoczn,vostoch,восточн,східний порт,보스토치니,ボストチヌイ,东方港,東方港,沃斯托奇
vladivostok: vladivostok,wladiwostok,władywostok,владивосток,블라디보스토크,ウラジオストク,符拉迪沃斯托克,海參崴,海参崴
khabarovsk: khabarovsk,chabarowsk,jabárovsk,хабаровск,хабаровськ,하바롭스크,ハバロフスク,哈巴罗夫斯克,哈巴羅夫斯克,伯力
alabuga: alabuga,jelabuga,yelabuga,елабуг,алабуг,єлабуг,옐라부가,알라부가,アラブガ,エラブガ,阿拉布加,叶拉布加
wonsan: wonsan,вонсан,원산,元山,ウォンサン
hamhung: hamhung,хамхын,хамхин,함흥,咸興,咸兴
sunan: sunan,сунан,순안,順安,顺安
sinpo: sinpo,синпхо,сінпхо,신포,新浦
saebyol: saebyol,saeppyol,сэбель,сэбёль,себьоль,새별,セッピョル,セビョル,新星街,星星街
kcna: kcna,ktsna,цтак,цтак,центральное телеграфное агентство кореи,조선중앙통신,조중통신,朝鮮中央通信,朝中社,朝中社,trcn,acnc
nis: nis$,национальн разведыват,국정원,국가정보원,国情院,國情院,國家情報院,国家情报院
msmt: msmt,мсмт,мгмс,다국적제재모니터링팀,多国間制裁監視チーム,多国制裁监督
un-council: security council,sicherheitsrat,conseil de sécurité,consejo de seguridad,rady bezpieczeństwa,rada bezpieczeństwa,совбез оон,совет безопасности оон,радбез,рада безпеки оон,안보리,安保理,安理会,安理會
eu: eu$,ue$,ес$,єс$,유럽연합,歐盟,欧盟,ＥＵ,евросоюз,євросоюз
ofac: ofac,us treasury,finanzministerium,минфин сша,мінфін сша,미 재무부,米財務省,美国财政部,美國財政部,département du trésor,tesoro estadounidense,departament skarbu
koksan: koksan,коксан,곡산,コクサン,谷山
kn-23: kn-23,kn23,кн-23
kn-25: kn-25,kn25,кн-25
hwasong: hwasong,хвасон,화성-,火星
pantsir: pantsir,panzir,pancyr,панцир,판치르,パンツィリ,铠甲,鎧甲
mig-29: mig-29,миг-29,міг-29,미그-29,ミグ29,米格-29
su-27: su-27,су-27,수호이-27
storm-corps: storm corps,sturmkorps,corps tempête,korpus szturmow,штормов,폭풍군단,暴風軍団,暴风军团,暴風軍團,буря
choe-hyon: choe hyon,чхве хён,цой хён,최현호,崔賢,崔贤
angara: angara,ангара,앙가라,アンガラ,安加拉
maia: maia-1,maïa,майя,마이아,マイア,玛亚,瑪亞
lady-r: lady r,леди р,레이디
reg-528: 528
treaty-day: article 4,artikel 4,artículo 4,artykuł 4,статья 4,стаття 4,제4조,第4条,第四条,第四條
country-us: washington,us$,u s$,usa$,american,états unis,etats unis,estados unidos,ee uu,stany zjednoczone,waszyngton,amerykańsk,вашингтон,сша,американ,미국,美,米国,米政府,米財務
country-japan: japan,tokyo,japon,japón,japoń,tokio,япон,токио,токіо,일본,도쿄,日本,东京,東京,日方
country-korea: seoul,south korea,séoul,seúl,südkorea,corée du sud,corea del sur,seul,koreą południow,korei południow,сеул,южнокоре,южной коре,південнокоре,південної коре,서울,韓国,韩国,韓國,首尔,首爾,ソウル
country-britain: britain,british,london,großbritan,britannique,royaume uni,reino unido,britán,brytyjsk,брита,лондон,영국,英国,英國
country-ukraine: ukrain,україн,украин,우크라,ウクライナ,乌克兰,烏克蘭,乌方,烏方
country-china: china,beijing,peking,chine,pékin,chiny,pekin,китай,пекин,пекін,중국,베이징,中国,中國,北京,中方
country-germany: german,berlin,deutsch,allemand,alemán,alemania,niem,герман,німеч,독일,ドイツ,德国,德國
country-belarus: belarus,minsk,biélorus,bielorrus,białorus,белорус,білорус,минск,мінськ,벨라루스,ベラルーシ,白俄罗斯,白俄羅斯
country-poland: polish,poland,polen,polni,pologne,polonia,polska,polsk,warsaw,польш,варшав,польщ,폴란드,ポーランド,波兰,波蘭
country-france: french,france,paris$,französ,frankreich,français,francés,francia,franc,франц,프랑스,フランス,法国,法國
`;
