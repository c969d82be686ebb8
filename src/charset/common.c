#include "charset/common.h"

/* Each sorted by code point, three bytes a character. */

/* The most used 620 or so characters of modern Chinese, their traditional forms, and the most used kanji. */
static const char han[] =
    "一七万三上下不与专且世业东两严並个中为主举么义之九也习书了争事二于五亚些"
    "亞交产京亲人什仅今从他代以们件价任企众会传似但位低住体何余作你併使來例供"
    "価便係保信修個們候值做備傳僅働價優儿元充先光克兒党入內全兩八公六共关兴兵"
    "其具养内円再写军农决况准减几出击分切划列则判利别到制前創劃劑力办加务动劳"
    "労効势動務勝勞勢勵包化北区區十千半华協单南単占即却厂历压原去县参參又及反"
    "发取受变口另只叫可台史叶号司各合同名后向含听告员呢周命和品响員商問單営器"
    "嚴四回因团図围固国图圆國圍圓圖團土在地场均坚型城基堅報場塊增壓壞士声売处"
    "备変复外多够夠大天太夫失头女她好如始委子字存学學它安完官定实実害家容密實"
    "寫对导対封将將對導小少尔就局层展属屬山工左差己已市布师带師席帮帶常幣干平"
    "年并幾广広应底店府度廠廣建开式引张張強强当形影往很律後徑得從復德心必志応"
    "快态怎思性总情想意愛感應成我或战戦戰所手才打批技把护报拉持指按挙据排接推"
    "提擊支收改放政故效教数整敵數文斗料断斯新斷方於施族无日早时明易是显時曲更"
    "書最會月有服望朝期木本术机权李材村条来東板极构林果某查标树样根格案條検業"
    "極楽構様標樣権樹機檢權次止正此步武歩歲歴歷死段毎每比毛民气気氣氧水求江決"
    "沒沖没河油治況法波注活派流济海消液深清済減温測源準溫溶满滿漢濟灣火点為热"
    "無然照熱燒爭爱片物特犯状獨率王现現球理環生產産用田由电町界畫當病発發白百"
    "的盡目直相省看県真眼眾着知石矿研破确確示社神离私种科积称程種稱積究空立章"
    "笔第等算管節範簡米类精系紀約紅級素紧細終組経結絕絡給統絲經続維緊線練縣總"
    "織繼續红约级线练组细织经结给统继续维罪置羅美群義習老者而联聯聲職聽育能臨"
    "自至致臺與興舉舊般船色艺节花芸苏英范華营萬落藝蘇處號行術衛表被装裏裝裡製"
    "複西要見視親覺觀见观规视角解言訂計訊記設許訴試話該認語說読誰調請論講證識"
    "議護讀變讓计认议记讲许论设证识试话该说调谈象負責買費賣質负质费资走起越足"
    "路身車軍軸載輸车转轮轻较输辦農边辺込达过运近还这进远连送适选這通速造連進"
    "運過道達遠選還那部都鄉配酸采里重量金鋼錢錯鎮鐵铁長长門開間関關门问间队防"
    "阶际降院除陳陽隊階随際隻难集雖雙雜離難雲電需青非面革音響頂項須領頻題願類"
    "顯项须领题風风飛食首馬駅験马验體高魚鱼鳥鹽麗麼黃黄黑點黨齊龍";

/* The syllables of most Korean particles and endings, and other frequent ones. */
static const char hangul[] =
    "가개것게경계고공과관교구국그기까나내년는니다당대도동된될들따때라로르를리"
    "만말며면모무문민방보부비사산상생서선성세소수습시신아안어업에여연오와우원"
    "월위으은을의이인일있자장적전정제조주중지진치터통하학한할합해했행화회";

/* Three bytes as a number; these are in the order of their code points. */
static uint32_t number(const uint8_t *p)
{
    return (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
}

static bool listed(const char *list, size_t n, const uint8_t *p)
{
    size_t lo = 0, hi = n / 3;
    uint32_t wanted = number(p);

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        uint32_t c = number((const uint8_t *)list + 3 * mid);
        if (c == wanted)
            return true;
        if (c < wanted)
            lo = mid + 1;
        else
            hi = mid;
    }
    return false;
}

bool om_common_han(const uint8_t *p)
{
    return listed(han, sizeof han - 1, p);
}

bool om_common_hangul(const uint8_t *p)
{
    return listed(hangul, sizeof hangul - 1, p);
}

om_gbk_look om_look_gbk(om_decoder *gb18030, const uint8_t *p, size_t n)
{
    om_gbk_look look = {0};
    size_t at = 0;

    while (at < n) {
        om_decoded c;

        if (p[at] < 0x80) {
            at++;
            continue;
        }
        if (n - at < 2)
            return look;
        c = om_decode(gb18030, p + at, n - at);
        if (c.raw_len != 2 || c.len != 3 || !c.exact)
            return look;
        look.chars++;
        if (p[at] < 0xA1 || p[at + 1] < 0xA1) {
            look.rare++;
        } else if (p[at] >= 0xB0 && p[at] <= 0xF7) {
            look.han++;
            look.rare += p[at] > 0xD7;
            look.common += om_common_han(c.utf8);
        } else if (p[at] > 0xA3) {
            look.rare++;
        }
        at += 2;
    }
    look.whole = true;
    return look;
}
