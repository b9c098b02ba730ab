"""Chinese characters as Hong Kong and Macau spell them: Cantonese, without marks for tones.

The spelling is the one in use for names of people, places and companies in Hong Kong (that of the
territory's government, after Eitel); the characters are common ones of such names.
"""

from sfdesk.domain.matching.sounds.table import by_sound

_BY_SOUND = """
au 區欧歐 bo 保寶宝 chai 齊齐柴 chak 澤泽 chan 陳陈 chau 周鄒邹州洲秋 cheung 張张章長长昌祥翔
cheng 鄭郑正青清 ching 程貞菁 cho 曹祖 choi 蔡才財财材彩 chong 莊庄 chow 秋 chu 朱珠柱 chuen
全泉傳传川 chui 徐翠 chun 俊春津進进 chung 鍾钟中忠宗松 fai 輝辉 fan 范樊 fat 發发 fo 火 fok 霍
fong 方芳 fook 福 fu 富傅 fuk 復 fung 馮冯峰鋒丰風风鳳凤 豐 ha 夏 hang 恒恆行 hau 孝 hei 喜希
heung 香鄉 him 謙谦 hing 興兴慶庆 hip 協协 ho 何浩豪好河 hoi 海開开 hok 學学鶴 hon 漢汉韓韩 hong
康洪航匡 hung 洪紅红雄虹鴻鸿孔 ip 葉叶 ka 嘉家加 kai 佳啟启繼 kam 金錦锦甘 kan 簡简勤 kau 九球 kei
奇琪基紀纪記机機旗 keung 強强姜 kin 健建堅坚 king 景敬瓊京經 kit 傑杰潔洁 ko 高 kok 國国覺 kong
江港光 koon 官 ku 古顧顾 kui 居 kuen 權权娟 kung 龔龚公工 kwai 貴桂 kwan 關关君軍军坤群 kwok
郭國国 kwong 光廣广鄺邝 lai 黎禮礼麗丽 lam 林藍蓝南 lau 劉刘樓楼 lee 李利 lei 理 leung 梁良樑 li
李 lik 力 lin 蓮莲連连 ling 玲凌寧宁嶺 lo 羅罗盧卢路老 lok 樂乐駱骆 lui 雷呂吕 luk 陸陆 lun 倫伦
lung 龍龙隆 ma 馬马 mak 麥麦 man 文民敏萬万 mau 茂 mei 美 mo 毛武 mok 莫 mong 望 mui 梅妹 mun
門门滿 nam 南 nga 雅 ngai 魏毅藝 ngan 顏颜銀银 ng 吳吴伍五 ning 寧宁 on 安 pak 白柏北百 pang 彭
pik 碧 ping 平萍炳屏 po 寶宝保寳 pok 博 poon 潘盤 pui 佩貝贝 sai 世西 sam 三深 san 新山 sang 生
sau 秀壽 shan 山珊 shek 石 sheung 上尚商常 shing 城成勝胜盛誠诚 shiu 邵兆紹绍 shu 樹树 shui 水瑞
shun 順顺信純 shum 沈岑 sik 錫 sin 先善仙 sing 星 siu 小蕭萧少肖 so 蘇苏 suen 孫孙 suet 雪 sum 心
sun 新辰 sung 宋 sze 司施思士仕 tai 大太泰戴 tak 德 tam 譚谭 tang 鄧邓騰腾 tat 達达 tim 添 tin
天田 ting 丁庭廷亭婷 tip 蝶 to 杜陶 tong 唐湯汤堂塘 tou 土 tsang 曾 tse 謝谢 tseung 將蔣蒋 tsim 尖
tso 曹 tsoi 蔡 tsui 徐崔 tsz 子慈 tuen 屯段 tung 東东董同通 wa 華华 wah 華华 wai
偉伟惠慧衛卫威韋圍懷維维 wan 雲云尹溫温灣湾環 wing 榮荣永詠咏 wo 和 wong 黃黄王汪旺 woo 胡湖 wu
胡烏 wun 媛 yam 任 yan 仁恩欣殷 yau 邱友有游優油 yee 儀怡義义 yeung 楊杨 洋陽阳揚 yi 以爾 yim 嚴严
yin 燕賢贤 yiu 姚耀 yip 葉叶 yu 于余俞宇裕魚如 yue 粵 yuen 袁源元遠远園园圓 yuet 月粵悅 yui 睿 yuk
玉育 yun 潤 yung 容翁勇 bong 邦 bun 本 cha 茶 che 車车 chi 志智芝池慈 dai 帝 dak 得 fa 花 fei 飛飞
foo 富 fui 奎 gai 街 hak 克客 kiu 橋桥僑 lap 立 luen 聯联 ming 明名銘铭 nin 年 ying 英瑩影鷹 yat
一日逸 yick 益億亿 sap 十 luk 六 tsat 七 pat 八 kau 九 yi 二 tai 第 fong 房 ngau 牛 hin 軒軒 chiu
趙赵朝超潮釗
"""
READINGS = by_sound(_BY_SOUND)
