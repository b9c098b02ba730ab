"""Chinese characters as Japanese says them after the Chinese (on'yomi), by sound.

Words of two and more characters in names of companies are mostly said so: 工業 kogyo, 商事 shoji,
東洋 toyo. Each character has the reading that it most often has, long vowels written once, as in
Hepburn's spelling without marks. They are common ones of the list of characters for daily use.
"""

from sfdesk.domain.matching.sounds.table import by_sound

_BY_SOUND = """
a 亜阿 ai 愛相哀 aku 悪握 an 安案暗 i 以位医委意易異移衣胃偉囲為依維威伊 iki 域 iku 育 ichi 一壱
in 員因引印院飲姻 u 右宇羽雨有 un 運雲 ei 映栄永泳英衛影営鋭 eki 液益駅疫 etsu 越悦閲 en
円園塩演遠鉛延沿炎援縁煙 o 央応往横王奥欧押黄桜翁 oku 億屋憶 on 恩温音穏 ka
下化何価加可夏家科果歌河火花荷課貨過佳架華香 ga 画芽賀雅我 kai 会回快改械海灰界皆絵開階貝解介戒
gai 外害街 kaku 各拡格確覚角革核郭閣獲 gaku 学楽額岳 katsu 活割渇滑 kan
完官寛干幹感慣換歓漢環甘監看管簡緩関館 観間韓巻刊勘寒 gan 岩眼岸丸元頑願 ki
器基喜期機帰気汽希季紀記起貴己岐揮棋旗輝軌亀騎企危机寄規 gi 技義議疑宜儀戯 kiku 菊 kichi 吉 kitsu
喫 kyaku 客却脚 gyaku 逆 kyu 久休求球究級給救旧宮弓急九丘及吸泣 gyu 牛 kyo
去居挙許巨拠距京供共協教橋況狂競胸興郷鏡恭響強境驚 gyo 魚漁業仰凝行 kyoku 局曲極 gyoku 玉 kin
今均近金禁勤緊錦筋 gin 銀吟 ku 区苦駆九 gu 具愚 ku 空 gu 遇隅 kun 君訓勲 gun 郡軍群 kei
係兄型形景系経 計警軽敬啓慶契恵携京渓継蛍掲径 gei 芸迎 geki 劇激撃 ketsu 決結潔血傑 getsu 月 ken
件健県建検権研見険券兼剣圏献 絹賢 gen 元原厳減源現言限玄幻弦 ko 古固個庫戸故湖呼孤雇顧虎 go
五午後語誤護御互呉吾 ko 公功効口向好孝工幸広康
校構港航講高鉱鋼光交候巧甲紅綱興行皇江洪耕考肯衡項香 go 号合剛豪郷 koku 国黒谷刻告穀 kotsu 骨 kon
今根婚混魂昆 sa 佐左差査砂作沙 za 座 sai 才再最採済祭細菜裁際歳財西彩斎栽災妻 zai 在材財剤 saku
作昨策索 酢 satsu 札刷察撮 zatsu 雑 san 三参山産算散酸賛 zan 残暫 shi
四市矢始姉子師志思指支止私糸紙至試資飼 史司使士氏死視詞詩紫誌 ji 事児寺字持時次治自示磁慈滋辞地
shiki 式識色 shichi 七 shitsu 室失質湿漆 jitsu 実日 sha 写社車者捨舎射謝斜 ja 蛇 shaku 尺釈借 jaku
若弱寂 sei 世生成政星晴清声性正整聖西製誠静制勢精盛 zei 税 seki 石席績積赤関跡 setsu 設説節接雪
zetsu 絶 shu 手主取守種酒首珠朱狩 ju 受授樹寿 shu 収周宗就州修拾秋 終習衆集秀舟 ju 十住重従渋充柔
shuku 宿祝縮淑粛 juku 熟塾 shutsu 出 jutsu 術述 shun 春俊瞬 jun 準純順潤巡淳旬 sho 初所暑書諸緒 jo
女助序徐 sho 小少承招昭松消焼照省章商勝障症象賞将笑尚祥湘翔晶祥掌庄翔 jo 上乗城場常情条 状浄蒸譲錠
shoku 植職色食織飾 shin 信心新森申臣親身進針神真深振慎晋 jin 人仁神陣甚 zu 図頭 sui 水推垂粋翠吹
zui 随瑞 su 数 sen 千占宣専川戦泉浅洗線船選先鮮仙染潜 zen 全前善禅然 so 祖素組粗 so
創倉想操早層総送相装草窓 奏僧双壮桑爽走宗曽 zo 像増臓蔵造贈 soku 側則息束測足速即 zoku 族続 sotsu
卒 son 孫尊存損村 ta 他多太 da 打 tai 体対帯態隊待太泰袋耐退替貸 dai 第大台代題 taku 宅択託拓卓沢
tatsu 達 datsu 脱 tan 単担炭短誕丹端淡探旦 dan 団男段談暖断 chi 値地池知置致智治 chiku 築竹畜
chitsu 窒秩 cha 茶 chaku 着 chu 中仲宙忠昼注虫柱抽鋳 cho 丁帳庁張朝町調超長頂鳥腸兆徴潮 choku 直
chin 賃珍沈 tsu 通痛 tei 低停定庭底弟提程貞帝堤邸 teki 的適敵笛滴 tetsu 鉄哲徹 ten 天店展点転典
den 伝電田殿 to 都図渡登途斗土 do 土努度 to 東島統答豆投当灯湯糖討頭等党冬刀塔桃 藤陶唐 do
動同堂導童道銅働洞 toku 特得徳督 doku 独毒読 ton 屯豚 na 奈那名 nai 内 nan 南難軟男 ni 二仁 niku
肉 nichi 日 nyu 入乳 nin 任認人忍 netsu 熱 nen 年念燃 no 能農納脳濃 ha 波破派覇 ba 馬婆 hai
配背肺俳杯 bai 売買倍梅培 haku 博白薄泊 baku 麦爆幕 hatsu 発 hachi 八 han
半反判板版犯班般販飯繁範帆阪坂 ban 番晩万盤 hi 比皮非飛費被悲秘避披 bi 美備鼻微尾 hitsu 必筆 hyaku
百 hyo 表氷票標評俵 byo 秒病 hin 品貧浜 bin 便敏瓶 fu 不夫婦富府布父付普浮符敷 bu 部武舞無 fu 風
fuku 副復服福複腹 butsu 物仏 fun 分粉奮紛 bun 文聞分 hei 平兵並閉陛 bei 米 heki 壁碧 betsu 別 hen
変編辺返片 ben 弁便勉 ho 保歩補舗 bo 母暮墓慕 ho 方包報法豊宝放訪邦峰芳朋砲鳳 bo
防望棒貿忘房暴帽亡謀 hoku 北 boku 木牧墨 hon 本 bon 凡 ma 麻摩磨魔 mai 毎妹枚米 matsu 末 man 万満
mi 未味魅 mitsu 密 myo 妙明名 min 民眠 mu 務無夢霧武 mei 名命明盟鳴 men 面綿 mo 毛模網猛 moku 目木
mon 門問文紋 ya 夜野矢 yaku 役約薬訳躍 yu 油由輸有遊郵優勇友 悠雄裕 yo 予余与誉 yo
幼曜様洋用羊葉要養容陽溶踊 yoku 浴欲翌 rai 来雷頼 raku 落絡 ran 乱卵覧蘭 ri 利理里梨裏 riku 陸
ritsu 立律 ryaku 略 ryu 流留粒竜隆 ryo 旅慮両料良量領了涼陵 ryoku 力緑 rin 林輪臨隣鈴 ru 留 rui 類
rei 令例冷礼麗嶺鈴霊 reki 歴 retsu 列烈 ren 練連恋蓮 ro 路炉露 ro 労老朗廊 roku 六録緑 ron 論 wa
和話 wan 湾腕
"""
READINGS = by_sound(_BY_SOUND)
