// Plain words of the subject in ten languages: what an event was about, whatever language tells it. One line a concept;
// a form matches as the beginning of a word, with `$` the whole word; one in a script without spaces matches anywhere.

export const CONCEPTS = `
museum: museum,musée,museo,muze,музе,박물관,기념관,博物館,博物馆,紀念館,纪念馆,記念館
monument: monument,memorial,denkmal,mémorial,pomnik,памятник,пам'ятник,монумент,мемориал,меморіал,기념비,추모비,동상,記念碑,纪念碑,紀念碑,慰霊碑
housing: apartment,housing,wohnung,logement,vivienda,mieszka,квартир,жиль,житл,살림집,아파트,입주,住宅,住房,アパート
family: famil,bereaved,hinterblieben,angehörig,famill,familia,rodzin,семь,семей,сім,родин,родствен,유가족,유족,遺族,家属,家屬,遗属
medal: medal,award,decorat,honour,honor,orden,auszeichn,décor,condecor,odznacz,наград,нагород,орден,медал,героя,훈장,표창,영웅,勲章,勋章,英雄,表彰,叙勲
funeral: funeral,buried,burial,coffin,remains,begräbnis,beigesetzt,särge,funérail,cercueil,dépouill,ataúd,restos,pogrzeb,szczątk,trumn,похорон,останк,гроб,поховал,труни,유해,장례,안장,遺骨,遺体,遺骸,遗骸,遗体,棺
grave: grave,cemeter,tomb,tumba,cementerio,groby,cmentarz,могил,кладбищ,кладовищ,묘지,무덤,墓
killed: kill$,kills$,killing$,killed,dead,died,death,slain,tote,getötet,gefallen,ums leben,tué,muert,caíd,zabit,zginę,poległ,погиб,убит,гибел,потер,загинул,загибл,загибель,вбит,втрат,사망,전사,숨졌,숨진,死亡,戦死,阵亡,陣亡,死者,戦死者,損失,fallen$,morts$,mort$
wounded: wounded,injur,verletzt,verwund,bless,herid,rann,ранен,поранен,부상,負傷,けが,受伤,受傷,伤员,傷員
hospital: hospital,treat,sanator,rehab,klinik,krankenhaus,kranken,hôpital,soign,sanatorio,szpital,leczen,sanatorium,больниц,госпитал,лечен,лечит,санатор,лікарн,госпітал,лікуван,병원,치료,요양,病院,治療,療養,医院,醫院,治疗,疗养
captured: captur,prisoner,pow,gefang,captiv,prisonnier,capturé,prision,jeniec,jeńc,pojman,niewol,плен,полон,захоп,포로,생포,捕虜,拘束,俘,战俘,戰俘
swap: exchange,swap,austausch,échange,intercambio,canje,wymian,обмен,обмін,교환,交換,交换
repatriate: south korea-bound,repatri,asylum,defect,überläuf,asyl,réfugi,desert,asilo,uciek,azyl,убежищ,перебеж,притулок,한국행,귀순,송환,亡命,韓国行き,投诚,投奔
sapper: sapper,deminer,demin,mine-clear,mine clear,minenräum,entmin,pionier,démineur,déminage,zapador,desminad,desminado,saper,rozminow,сапер,сапёр,разминир,розмін,공병,지뢰,地雷,工兵,扫雷,掃雷,排雷
engineer: engineer,ingenieur,ingénieur,ingenier,inżynier,инженер,інженер,기술자,기술진,技術者,工程师,工程師,技师
worker: worker,labour,labor,arbeiter,arbeitskr,ouvrier,travailleur,trabajador,obrero,robotnik,pracownik,рабоч,робітник,робоч,노동자,근로자,労働者,工人,劳工,勞工
builder: builder,construct,bauarbeiter,bautrupp,bâtisseur,constructeur,constructor,budowla,строител,будівельник,건설,建設,建设,建筑
train-unit: trained,training,drill,ausbild,übung,entraîn,formation,entren,instru,szkol,ćwicz,обуча,обучен,подготов,тренув,навча,підготов,훈련,교육,訓練,训练,演习,演習,教育,учени
drone: drone,uav,drohne,dron,беспилот,дрон,бпла,безпілот,드론,무인기,ドローン,無人機,无人机,fpv
satellite: satellite,satellit,satélit,satelit,спутник,супутник,위성,衛星,卫星
photo: imag,foto,zdjęc,фото,снимк,знімк,사진,写真,照片,画像,photo
shell: shell,ammunition,munition,granat,geschoss,munitions,proyectil,obús,pocisk,amunicj,снаряд,боеприпас,боєприпас,포탄,탄약,砲弾,弾薬,炮弹,砲彈,弹药,彈藥,obus$
missile: missile,rakete,fusée,misil,rakiet,ракет,балистич,балістич,미사일,ミサイル,导弹,飛彈,導彈
howitzer: howitzer,artiller,haubitz,geschütz,canon,obusier,cañón,cañon,haubic,armat,гаубиц,орудий,артилл,гармат,артилер,자주포,장사정포,야포,곡사포,榴弾砲,大砲,火砲,火炮,自走砲,榴弹炮,大炮,gun$,guns$
mlrs: multiple rocket,mlrs,rocket launch,mehrfachrakete,raketenwerfer,lance-roquettes,lanzacohet,wyrzutni,рсзо,рсзв,реактивн,방사포,多連装,多連裝,多管火箭,火箭炮
factory: factory,fabrik,usine,fábrica,zakład,fabryk,завод,предприят,підприєм,공장,工場,工厂,工廠,plant$,plants$
engine: engine,triebwerk,moteur,silnik,двигател,двигун,엔진,エンジン,发动机,發動機
submarine: submarine,u-boot,sous-marin,submarino,okręt podwodn,podwodn,подводн,подводн лодк,підводн,잠수함,潜水艦,潜艇,潛艇,核潜,원잠,핵잠
reactor: reactor,reaktor,réacteur,реактор,원자로,原子炉,反应堆,反應爐
radar: radar,радар,радиолокац,레이더,レーダー,雷达,雷達
air-defence: air defen,flugabwehr,luftabwehr,défense antiaérienne,antiaére,obron powietrz,przeciwlotnicz,пво,зенит,ппо,зеніт,방공,防空
aircraft: fighter,aircraft,kampfjet,flugzeug,avion,avión,myśliw,samolot,истребител,самолет,самолёт,винищувач,літак,전투기,항공기,戦闘機,航空機,战斗机,戰機,飞机,jet$,jets$
ew: electronic war,jamm,elektronisch,brouill,guerra electrónica,zakłóc,walk elektron,рэб,радиоэлектрон,реб,радіоелектрон,전자전,電子戦,电子战,電子戰
ship: vessel,freighter,schiff,frachter,navire,buque,barco,statek,statk,судно,судна,корабл,теплоход,선박,화물선,船,貨物船,货轮,貨輪,艦,cargo$,ship$,ships$,shipment
container: container,conteneur,contenedor,kontener,контейнер,컨테이너,コンテナ,集装箱,貨櫃
port: hafen,puerto,항구,港,port$,ports$,порт$,порту$
rail: convoy,bahn,wagon,ferro,kolej,pociąg,эшелон,железнодорож,потяг,ешелон,залізни,열차,철도,鉄道,列車,铁路,鐵路,火车,列车,train$,trains$,tren$,trenes$,zug$,züge$,rail$,railway
bridge: bridge,brücke,puente,다리,교량,대교,橋,桥,мост$,моста$
oil: oil,fuel,petrol,öl,treibstoff,pétrole,carburant,petróleo,crudo,paliw,нефт,топлив,мазут,нафт,пальн,석유,정제유,유류,原油,石油,燃料
money: dollar,million,billion,payment,cash,bezahl,geld,argent,paiement,pago,dinero,zapłat,pieniąd,доллар,деньг,оплат,плат,долар,грош,달러,대금,현금,ドル,資金,現金,美元,资金
food: wheat,food,grain,flour,weizen,getreide,blé,céréal,trigo,cereal,pszenic,zboż,пшениц,зерн,мук,식량,밀가루,小麦,小麥,食料,粮食,糧食
sanction: sanction,blacklist,sanktion,sancion,sankcj,санкц,제재,制裁
report: estimate,bericht,rapport,informe,raport,отчет,отчёт,доклад,доповід,звіт,оценк,оцінк,보고서,추산,추정,報告,报告,試算,推計,估计,report$,reports$
briefing: lawmaker,parliament,briefing,abgeordnet,député,diputad,posłow,deputow,депутат,парламент,의원,국회,정보위,議員,国会,國會,议员,議會
visit: arriv,delegation,besuch,eintreff,landet,arrivé,viaj,visita,llega,wizyt,przyby,przylecia,визит,прибыл,прилетел,делегац,візит,прибув,прилетів,방문,도착,방러,방북,대표단,訪問,到着,訪朝,訪露,代表団,抵达,抵達,访问,代表团,代表團,访朝,访俄,lands$,trip$,поездк,visit
talks: talks,negotiat,gespräch,treffen,verhandl,entretien,rencontr,reunió,reunión,convers,rozmow,spotka,переговор,встреч,перемовин,зустріч,회담,면담,만나,会談,會談,会谈,面会,会见,會見,会晤,met$,meet$,meets$,meeting$
letter: letter,message,botschaft,lettre,carta,mensaje,послание,письмо,телеграмм,послання,телеграм,친서,서한,축전,書簡,親書,書信,信函,致信,亲笔信,贺电,brief$,лист$
sign: agree,unterzeich,abkommen,vereinbar,accord,firm,acuerdo,podpis,porozum,umow,подпис,соглаш,договор,підпис,угод,договір,서명,협정,체결,조약,合意,署名,協定,条約,签署,簽署,协议,協議,条约,條約,plan$,plans$,deal$,deals$,sign$,signs$,signed$,pact$
anniversary: anniversar,jahrestag,annivers,aniversario,rocznic,годовщин,юбиле,річниц,기념일,주년,周年,週年,記念日
parade: parade,ceremony,zeremonie,cérémonie,ceremonia,uroczyst,церемон,торжеств,парад,урочист,기념식,환영식,입주식,열병식,행사,式典,閲兵,仪式,儀式,阅兵
return: return,welcom,back home,rückkehr,heimkehr,zurück,retour,rentr,regres,vuelv,wróci,powr,вернул,возвращ,встретил,повернул,повернен,귀환,복귀,환영,帰国,帰還,凱旋,归国,歸國,返回
deploy: deploy,send,dispatch,entsend,envoy,envoi,envia,envío,wysł,wyśl,отправ,послал,відправ,надісл,파병,보내,파견,派遣,派兵,派出,sent$,направил
reinforce: additional,more troops,reinforce,third wave,weitere,zusätzlich,renfort,supplément,refuerz,adicional,dodatkow,kolejn,дополнительн,подкреплен,додатков,추가,증원,追加,増派,增派,增兵
strike: strike,attack,shelling,angriff,treffer,beschuss,frappe,attaqu,bombard,ataque,golpe,atak,uderz,ostrzał,удар,обстрел,атак,обстріл,공격,타격,포격,攻撃,砲撃,袭击,襲擊,打击,炮击,hit$,hits$
school: school,schule,école,escuela,szkoł,школ,학교,学校,學校
depot: depot,warehouse,dépôt,entrepôt,depósito,arsenal,skład,magazyn,склад,арсенал,창고,탄약고,倉庫,弾薬庫,仓库,弹药库
front: border,grenz,frontière,frontera,granic,фронт,границ,пригранич,кордон,прикордон,전선,국경,前線,国境,前线,边境,邊境,front$
film: film,concert,exhibition,painting,konzert,ausstellung,exposition,concierto,exposición,wystaw,koncert,фильм,концерт,выставк,картин,фільм,виставк,영화,공연,전시,그림,映画,公演,展示,絵画,电影,展览,画展,音乐会
video: footage,wideo,видео,відео,영상,映像,動画,视频,影片,video$
school-party: cadet,academy,akademie,académie,academia,akademi,академи,академі,курсант,사관,군사대학,士官学校,军校,軍校
intel: intelligence,spy,geheimdienst,nachrichtendienst,renseign,inteligencia,espía,wywiad,развед,спецслужб,розвідк,정보기관,정보국,정보총국,情報機関,情報総局,情报,情報局
deny: deny,denies,denied,reject,bestreit,dementi,zurückweis,démen,rejett,desmient,niega,rechaz,zaprzecz,odrzuc,brak dowod,опроверг,отрица,отверг,спростов,запереч,부인,반박,일축,否定,否认,否認,反驳
`;
