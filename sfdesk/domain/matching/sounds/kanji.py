"""Readings of Japanese names in Chinese characters: the most frequent names, and characters.

How a name is read is up to the family, so this is a guess for what is not listed: the reading that
the character most often has in names. The frequent surnames are those of every list of them.
"""

import re

from sfdesk.domain.matching.sounds import onyomi

_SURNAMES = """
佐藤 sato 鈴木 suzuki 高橋 takahashi 髙橋 takahashi 田中 tanaka 伊藤 ito 渡辺 watanabe
渡邊 watanabe 渡邉 watanabe 渡部 watanabe 山本 yamamoto 中村 nakamura 小林 kobayashi 加藤 kato
吉田 yoshida 山田 yamada 佐々木 sasaki 山口 yamaguchi 松本 matsumoto 井上 inoue 木村 kimura
斎藤 saito 斉藤 saito 齋藤 saito 齊藤 saito 清水 shimizu 山崎 yamazaki 池田 ikeda 橋本 hashimoto
阿部 abe 安倍 abe 石川 ishikawa 山下 yamashita 中島 nakajima 石井 ishii 小川 ogawa 前田 maeda
岡田 okada 長谷川 hasegawa 藤田 fujita 後藤 goto 近藤 kondo 村上 murakami 遠藤 endo 青木 aoki
坂本 sakamoto 福田 fukuda 太田 ota 西村 nishimura 藤井 fujii 金子 kaneko 藤原 fujiwara 三浦 miura
岡本 okamoto 松田 matsuda 中川 nakagawa 中野 nakano 原田 harada 小野 ono 田村 tamura 竹内 takeuchi
中山 nakayama 和田 wada 石田 ishida 上田 ueda 森田 morita 柴田 shibata 酒井 sakai 工藤 kudo
横山 yokoyama 宮崎 miyazaki 宮本 miyamoto 内田 uchida 高木 takagi 安藤 ando 島田 shimada
谷口 taniguchi 大野 ono 高田 takada 丸山 maruyama 今井 imai 河野 kono 藤本 fujimoto 村田 murata
武田 takeda 上野 ueno 杉山 sugiyama 増田 masuda 小山 koyama 大塚 otsuka 平野 hirano 菅原 sugawara
久保 kubo 松井 matsui 千葉 chiba 岩崎 iwasaki 桜井 sakurai 櫻井 sakurai 木下 kinoshita
野口 noguchi 松尾 matsuo 菊地 kikuchi 菊池 kikuchi 野村 nomura 新井 arai 古川 furukawa
松岡 matsuoka 大西 onishi 浜田 hamada 服部 hattori 吉川 yoshikawa 川口 kawaguchi 北村 kitamura
飯田 iida 西田 nishida 五十嵐 igarashi 大島 oshima 樋口 higuchi 川崎 kawasaki 平田 hirata
久保田 kubota 山内 yamauchi 関口 sekiguchi 熊谷 kumagai 中西 nakanishi 秋山 akiyama 市川 ichikawa
水野 mizuno 小島 kojima 桑原 kuwahara 川村 kawamura 福島 fukushima 荒木 araki 小松 komatsu
石原 ishihara 安田 yasuda 広瀬 hirose 星野 hoshino 富田 tomita 田口 taguchi 吉村 yoshimura
矢野 yano 大久保 okubo 松下 matsushita 豊田 toyoda 本田 honda 三木 miki 渋谷 shibuya 小池 koike
岸田 kishida 菅野 kanno 黒田 kuroda 黒澤 kurosawa 黒沢 kurosawa 大谷 otani 羽生 hanyu
村山 murayama 宮沢 miyazawa 小泉 koizumi 鳩山 hatoyama 細川 hosokawa 福原 fukuhara 本間 honma
早川 hayakawa 永井 nagai 長野 nagano 神田 kanda 江口 eguchi 土屋 tsuchiya 望月 mochizuki
堀江 horie 萩原 hagiwara 荻野 ogino 白石 shiraishi 児玉 kodama 大橋 ohashi 飯塚 iizuka 三宅 miyake
須藤 sudo 関根 sekine 秋田 akita 東野 higashino 森 mori 辻 tsuji 堀 hori 関 seki 岡 oka
橘 tachibana 榊 sakaki 畑 hata 峰 mine 原 hara 星 hoshi 日本 nihon 三菱 mitsubishi 三井 mitsui
住友 sumitomo 日立 hitachi 東芝 toshiba 任天堂 nintendo 日産 nissan 富士 fuji 京セラ kyocera
資生堂 shiseido 花王 kao 味の素 ajinomoto 伊勢丹 isetan
"""
_PLACES = """
札幌 sapporo 仙台 sendai 新潟 niigata 静岡 shizuoka 浜松 hamamatsu 岐阜 gifu 金沢 kanazawa
富山 toyama 奈良 nara 和歌山 wakayama 岡山 okayama 広島 hiroshima 高松 takamatsu 松山 matsuyama
高知 kochi 徳島 tokushima 長崎 nagasaki 熊本 kumamoto 大分 oita 鹿児島 kagoshima 沖縄 okinawa
那覇 naha 青森 aomori 盛岡 morioka 山形 yamagata 福井 fukui 甲府 kofu 前橋 maebashi
宇都宮 utsunomiya 水戸 mito 埼玉 saitama 堺 sakai 姫路 himeji 佐賀 saga 旭川 asahikawa
函館 hakodate 東海 tokai 関西 kansai 関東 kanto 九州 kyushu 四国 shikoku 東北 tohoku
北海道 hokkaido 東京 tokyo 大阪 osaka 京都 kyoto 名古屋 nagoya 横浜 yokohama 神戸 kobe
福岡 fukuoka 茨城 ibaraki 栃木 tochigi 群馬 gumma 愛知 aichi
"""
_IN_PLACES = """
浦 ura 磯 iso 越 koshi 豊 toyo 美 mi 賀 ga 岐 ki 静 shizu 名 na 別 betsu 室 muro 城 shiro 国 kuni
沼 numa 港 minato 泉 izumi 湯 yu 砂 suna 滝 taki 湖 ko 海 umi 里 sato 郷 go 寺 dera 町 machi 日 hi
丹 tan 府 fu 路 ji 幡 hata 蔵 kura 手 te 女 me 男 o 八 ya 七 nana 六 mu 四 yo 百 momo 万 man 羽 ha
生 o 見 mi 知 chi 多 ta 波 nami 良 ra 摩 ma 磐 iwa 館 tate 台 dai 山 yama 米 yone 麻 asa 綾 aya
笠 kasa 勝 katsu 倉 kura 柏 kashiwa 鎌 kama 亀 kame 鶴 tsuru 鹿 ka 能 no 登 to 珠 su 洲 su 氷 hi
射 i 黒 kuro 魚 uo 妙 myo 篠 sasa 住 sumi 舞 mai 世 se 垣 gaki 粟 awa 向 mukai 苫 toma 釜 kama
巻 maki 守 mori 仮 kari 砺 nami 浪 nami 吹 buki 燕 tsubame 輪 wa 塩 shio 潟 gata 岬 misaki 岳 take
峰 mine 峠 toge 沖 oki 泊 tomari 渕 fuchi 淵 fuchi 淀 yodo 灘 nada 狩 kari 猪 i 畑 hata 留 ru
真 ma 笛 fue 筑 chiku 箕 mino 箱 hako 網 ami 緒 o 肥 hi 臼 usu 舟 funa 船 funa 芦 ashi 芝 shiba
茅 chi 茨 ibara 草 kusa 荻 ogi 菅 suga 萩 hagi 葛 katsu 蒲 gama 蓮 hasu 虎 tora 角 kado 諏 su
訪 wa 豆 zu 貝 kai 車 kuruma 辻 tsuji 逗 zu 那 na 門 kado 阪 saka 隅 sumi 雲 kumo 霧 kiri 音 oto
風 kaze 飛 hi 鬼 oni 鮎 ayu 鳴 naru 鵜 u 鷹 taka 鷺 sagi 俣 mata 児 ko 入 iri 刈 kari 十 to
呉 kure 咲 saki 唐 kara 善 zen 園 zono 坪 tsubo 垂 taru 堤 tsutsumi 境 sakai 士 shi 夕 yu 奈 na
妻 tsuma 姫 hime 宗 mune 実 mi 宿 juku 寄 yori 対 tsu 尻 jiri 尼 ama 左 sa 帯 obi 常 tsune 幌 horo
幕 maku 幸 yuki 庄 sho 床 toko 延 nobe 弘 hiro 彦 hiko 徳 toku 志 shi 愛 ai 所 tokoro 押 oshi
掛 kake 敦 tsuru 斐 hi 斗 to 旗 hata 旭 asahi 曽 so 有 ari 朝 asa 枚 hira 枝 eda 柳 yanagi
栃 tochi 栄 sakae 梨 nashi 椎 shii 楢 nara 楠 kusu 槻 tsuki 樫 kashi 樽 taru 橿 kashi 櫛 kushi
歌 uta 氏 uji 気 ke 油 yu 洞 hora 洗 arai 流 nagare 浮 uki 渋 shibu 温 on 溝 mizo 漆 urushi
潮 shio 焼 yaki 牛 ushi 犬 inu 人 hito 之 no 表 omote 仙 sen 久 ku 比 hi 八千代 yachiyo
春日 kasuga 別府 beppu 長岡 nagaoka 伊勢 ise 出雲 izumo 大和 yamato 武蔵 musashi 早稲田 waseda
慶應義塾 keiogijuku 近江 omi 信濃 shinano 相模 sagami 駿河 suruga 三河 mikawa 尾張 owari
日向 hyuga 和泉 izumi 河内 kawachi 飛騨 hida 上越 joetsu 淡路 awaji 小樽 otaru 釧路 kushiro
帯広 obihiro 苫小牧 tomakomai 稚内 wakkanai 弘前 hirosaki 会津 aizu 米子 yonago 下関 shimonoseki
久留米 kurume 佐世保 sasebo 宮古 miyako 石垣 ishigaki 尼崎 amagasaki 西宮 nishinomiya
枚方 hirakata 大津 otsu 敦賀 tsuruga 銀座 ginza 新宿 shinjuku 中央 chuo 千代田 chiyoda
品川 shinagawa 世田谷 setagaya 八王子 hachioji 高島屋 takashimaya 丸紅 marubeni 塩野義 shionogi
三越 mitsukoshi
"""
_IN_SURNAMES = """
山 yama 川 kawa 河 kawa 田 ta 木 ki 村 mura 本 moto 中 naka 上 ue 下 shita 大 o 小 ko 高 taka
松 matsu 竹 take 林 hayashi 森 mori 石 ishi 岩 iwa 島 shima 嶋 shima 野 no 原 hara 谷 tani 井 i
口 guchi 橋 hashi 崎 saki 﨑 saki 沢 sawa 澤 zawa 藤 fuji 佐 sa 加 ka 東 higashi 西 nishi
南 minami 北 kita 水 mizu 金 kane 青 ao 白 shira 黒 kuro 赤 aka 古 furu 新 ara 長 naga 永 naga
平 hira 吉 yoshi 福 fuku 星 hoshi 月 tsuki 池 ike 浜 hama 岡 oka 坂 saka 杉 sugi 桜 sakura 梅 ume
花 hana 宮 miya 内 uchi 久 ku 保 bo 三 mi 千 chi 和 wa 富 tomi 安 yasu 武 take 丸 maru 荒 ara
今 ima 横 yoko 柴 shiba 菊 kiku 熊 kuma 鈴 suzu 塚 zuka 尾 o 倉 kura 津 tsu 根 ne 戸 to 神 kami
関 seki 堀 hori 桑 kuwa 矢 ya 瀬 se 市 ichi 須 su 秋 aki 夏 natsu 冬 fuyu 春 haru 江 e 笹 sasa
若 waka 廣 hiro 広 hiro 渚 nagisa 喜 ki 伊 i 阿 a 部 be 渡 wata 辺 nabe 斎 sai 清 kiyo 後 go
近 kon 遠 en 工 ku 宇 u 土 tsuchi 地 chi 屋 ya 二 ni 一 ichi 五 go 十 ju 嵐 arashi 鳥 tori 居 i
馬 ma 牧 maki 片 kata 桐 kiri 岸 kishi 早 haya 相 ai 植 ue 飯 ii 前 mae 奥 oku 足 ashi 立 dachi
栗 kuri 浅 asa 深 fuka 玉 tama 光 mitsu 稲 ina 葉 ba
"""
_IN_GIVEN = """
子 ko 美 mi 恵 e 香 ka 奈 na 菜 na 代 yo 江 e 枝 e 里 ri 理 ri 莉 ri 沙 sa 紗 sa 佐 sa 由 yu 優 yu
結 yu 裕 yu 有 yu 真 ma 麻 ma 愛 ai 陽 yo 洋 yo 翔 sho 太 ta 郎 ro 朗 ro 一 kazu 二 ji 三 zo
介 suke 助 suke 輔 suke 樹 ki 希 ki 紀 ki 貴 taka 雄 o 男 o 夫 o 生 o 治 ji 司 ji 志 shi 史 fumi
也 ya 哉 ya 弥 ya 人 to 斗 to 仁 hito 健 ken 賢 ken 大 dai 直 nao 尚 nao 智 tomo 知 tomo 友 tomo
朋 tomo 明 aki 秋 aki 晶 aki 昭 aki 章 aki 亮 ryo 涼 ryo 良 yoshi 義 yoshi 好 yoshi 隆 taka
孝 taka 高 taka 浩 hiro 弘 hiro 博 hiro 宏 hiro 広 hiro 純 jun 淳 jun 順 jun 修 shu 秀 hide
英 hide 正 masa 雅 masa 昌 masa 政 masa 和 kazu 勝 katsu 克 katsu 信 nobu 伸 nobu 康 yasu 靖 yasu
安 yasu 幸 yuki 雪 yuki 之 yuki 行 yuki 光 mitsu 満 mitsu 文 fumi 清 kiyo 京 kyo 恭 kyo 春 haru
晴 haru 久 hisa 敏 toshi 俊 toshi 利 toshi 哲 tetsu 達 tatsu 辰 tatsu 拓 taku 卓 taku 桃 momo
花 ka 華 ka 佳 ka 加 ka 千 chi 彩 aya 綾 aya 舞 mai 七 na 夏 natsu 海 mi 実 mi 未 mi 衣 i 絵 e
瑠 ru 璃 ri 裟 sa 亜 a 聡 so 颯 so 悠 yu 勇 yu 篤 atsu 敦 atsu 厚 atsu 渉 wataru 圭 kei 啓 kei
慶 kei 桂 kei 晃 aki 輝 ki 基 ki 平 hei 兵 hei 衛 e 鈴 suzu 木 ki 稔 minoru 喜 ki 津 tsu 多 ta
世 yo 野 no 乃 no 瀬 se 摩 ma 五 go 六 roku 八 ya 次 ji 零 rei 玲 rei 礼 rei 麗 rei 怜 rei 蒼 ao
碧 ao 湊 minato 心 kokoro 凛 rin 咲 saki 早 sa 織 ori 緒 o 穂 ho 帆 ho 葵 ki 音 ne 月 zuki 歌 ka
羽 ha 波 ha 芽 me 百 mo 琴 koto 詩 shi 珠 ju 彦 hiko 造 zo 蔵 zo 吾 go 典 nori 則 nori 憲 nori
範 nori 徳 nori 法 nori 規 nori 紀 nori 恒 tsune 常 tsune 重 shige 茂 shige 繁 shige 滋 shige
盛 mori 守 mori 宗 mune 道 michi 路 ji 通 michi 充 mitsu 忠 tada 忍 shinobu 寿 toshi 年 toshi
邦 kuni 国 kuni 巳 mi 見 mi 泰 yasu 保 yasu 康 yasu 静 shizu 鶴 tsuru 貞 sada 定 sada 節 setsu
菊 kiku 栄 ei 永 ei 英 hide 丈 take 岳 take 武 take 嗣 tsugu
"""
_ALONE = """
誠 makoto 真 makoto 明 akira 晃 akira 彰 akira 実 minoru 稔 minoru 茂 shigeru 進 susumu 治 osamu
修 osamu 学 manabu 豊 yutaka 裕 yutaka 隆 takashi 孝 takashi 崇 takashi 清 kiyoshi 博 hiroshi
浩 hiroshi 弘 hiroshi 宏 hiroshi 寛 hiroshi 剛 tsuyoshi 強 tsuyoshi 聡 satoshi 智 satoshi 哲 tetsu
翔 sho 蓮 ren 葵 aoi 舞 mai 薫 kaoru 忍 shinobu 楓 kaede 渚 nagisa 翼 tsubasa 静 shizuka 愛 ai
優 yu 陸 riku 直 nao 淳 jun 純 jun 健 ken 勝 masaru 昇 noboru 正 tadashi 忠 tadashi 徹 toru 亮 ryo
遥 haruka 香 kaori 恵 megumi 瞳 hitomi 茜 akane 梢 kozue 桜 sakura 勲 isao 功 isao 武 takeshi
毅 takeshi 猛 takeshi 望 nozomi 光 hikaru 亘 wataru 渉 wataru 巌 iwao 巖 iwao 緑 midori 充 mitsuru
満 mitsuru 幹 miki 零 rei 玲 rei 怜 rei 匠 takumi 巧 takumi 隼 hayato 樹 itsuki 悟 satoru 暁 akira
聖 satoshi 敦 atsushi 篤 atsushi 靖 yasushi 馨 kaoru 円 madoka 圭 kei 慧 kei 司 tsukasa 守 mamoru
保 tamotsu 稔 minoru 亨 toru 透 toru 洋 hiroshi 章 akira 郁 kaoru 歩 ayumi 巴 tomoe 泉 izumi
"""


_ENDS = "一 ichi 二 ji 次 ji 史 shi 治 ji 雄 o 司 shi 仁 hito 八 hachi 平 hei 吉 kichi 生 o 夫 o"


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SURNAMES = _pairs(_SURNAMES)
_IN_WORDS = _pairs(_IN_PLACES)
_KNOWN = (
    _pairs(_PLACES) | SURNAMES | {word: said for word, said in _IN_WORDS.items() if len(word) > 1}
)
"""Surnames that are not Chinese ones too, places and names of companies, with their reading."""
_ON = onyomi.READINGS
_SURNAME_PARTS, _GIVEN_PARTS, _GIVEN = _pairs(_IN_SURNAMES), _pairs(_IN_GIVEN), _pairs(_ALONE)
_LAST = _pairs(_ENDS)
_PARTS = _ON | _IN_WORDS | _SURNAME_PARTS
_HAN = re.compile("[\u3005\u4e00-\u9fff\uf900-\ufaff]+")
_LONGEST = max(map(len, _KNOWN))


def surname_at(name: str) -> int:
    """Return how many characters at the start of a name are a known surname, 0 if none."""
    lengths = range(min(_LONGEST, len(name)), 0, -1)
    return next((length for length in lengths if name[:length] in SURNAMES), 0)


def read(name: str) -> str:
    """Read the Chinese characters of a Japanese place or company; the rest stays."""
    return _HAN.sub(lambda found: f" {_read(found.group())} ", name)


def said(name: str) -> str:
    """Say the Chinese characters of a Japanese name after the Chinese; the rest stays."""
    return _HAN.sub(
        lambda found: f" {''.join(_ON.get(c) or _PARTS.get(c, c) for c in found.group())} ", name
    )


def _read(run: str) -> str:
    made: list[str] = []
    while run:
        sizes = range(min(_LONGEST, len(run)), 0, -1)
        size = next((size for size in sizes if run[:size] in _KNOWN), 1)
        head, run = run[:size], run[size:]
        made.append(_KNOWN.get(head) or _PARTS.get(head, head))
    return "".join(made)


def is_surname(name: str) -> bool:
    """Tell whether a name is a known surname, or could be one by its characters."""
    return name in SURNAMES or (len(name) > 1 and all(char in _SURNAME_PARTS for char in name))


def surname(name: str) -> str:
    """Read a surname; what is not known stays as it is written."""
    return SURNAMES.get(name) or "".join(_SURNAME_PARTS.get(char, char) for char in name)


def given(name: str) -> str:
    """Read a given name; what is not known stays as it is written."""
    if name in _GIVEN:
        return _GIVEN[name]
    last = name[-1:]
    parts = _ON | _GIVEN_PARTS
    read = [parts.get(char, char) for char in name[:-1]]
    return "".join([*read, _LAST.get(last) or parts.get(last, last)])
