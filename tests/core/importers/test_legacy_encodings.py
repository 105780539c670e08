"""Files from before UTF-8, in the languages and encodings that people still meet."""

import pytest

from reader_app.core.importers.legacy_encodings import guess_encoding

FRENCH = "Le boulanger s’est levé très tôt, déjà fatigué, et il a préparé la pâte à côté du four près de l’église."
RUSSIAN = "Старый смотритель маяка каждый вечер поднимался по лестнице и зажигал лампу. Так было сорок лет подряд."
UKRAINIAN = "Кожного ранку пекар прокидається раніше за сонце, бо їжа має бути свіжою, і місить тісто руками."
POLISH = "Każdego ranka piekarz otwierał drzwi i wkładał świeże bułki do żółtych koszy, żeby ludzie mogli je kupić."
GREEK = "Ο φούρναρης ξυπνάει κάθε πρωί πριν από τον ήλιο και ζυμώνει το ψωμί με τα χέρια του, όπως έκανε ο παππούς."
TURKISH = "Fırıncı her sabah güneşten önce kalkar ve hamuru elleriyle yoğurur. Çünkü babası da öyle yapardı."
HEBREW = "האופה קם כל בוקר לפני הזריחה ולש את הבצק בידיים. כך עשה סבא שלו, וכך הוא מלמד את בתו הקטנה."
ARABIC = "يستيقظ الخباز كل صباح قبل شروق الشمس ويعجن العجين بيديه كما كان يفعل جده في القرية القديمة."
JAPANESE = "パンは夜に焼いて、朝に売ります。毎朝四時に起きて、生地をこねるのが祖父の代からの習慣です。"
THAI = "คนทำขนมปังตื่นแต่เช้าทุกวันก่อนพระอาทิตย์ขึ้น และนวดแป้งด้วยมือเหมือนที่ปู่ของเขาเคยทำ"
LITHUANIAN = "Kepėjas kiekvieną rytą atsikelia prieš saulei patekant ir minko tešlą rankomis, kaip darė jo senelis."
SPANISH = "El panadero llegó mañana tras mañana, y según él la masa necesitó más tiempo. ¿Qué pasó después? Nadie lo sabía."
ITALIAN = "Perché il fornaio è già sveglio? Così può cuocere il pane, che è più buono quando è caldo, e andrà in città."
CROATIAN = "Pekar se svako jutro budi prije sunca i mijesi tijesto rukama. Žena mu pomaže već godinama, i kći će uskoro učiti."

SENTENCES = [
    (POLISH, "cp1250"),
    (CROATIAN, "cp1250"),
    (POLISH, "iso8859-2"),
    (RUSSIAN, "cp1251"),
    (UKRAINIAN, "cp1251"),
    (RUSSIAN, "koi8-r"),
    (UKRAINIAN, "koi8-u"),
    (RUSSIAN, "iso8859-5"),
    (RUSSIAN, "cp866"),
    (FRENCH, "cp1252"),
    (SPANISH, "cp1252"),
    (ITALIAN, "cp1252"),
    ("Der Bäcker hört früh auf, weil die Brötchen schon verkauft sind. Größere Mengen müsste man kühlen.", "iso8859-1"),
    ("Bageren står op før solen, så brødet er færdigt når folk går på arbejde på den lille ø.", "cp1252"),
    ("We talked for an hour, and in a small café near the pier she told me everything.", "cp1252"),
    ("It’s “maybe” the only one — €5…", "cp1252"),
    ("Le pain coûte dix € à côté de l'église, et le cœur léger il a payé.", "iso8859-15"),
    (FRENCH, "mac-roman"),
    (GREEK, "cp1253"),
    (GREEK, "iso8859-7"),
    (TURKISH, "cp1254"),
    (TURKISH, "iso8859-9"),
    (HEBREW, "cp1255"),
    (HEBREW, "iso8859-8"),
    (ARABIC, "cp1256"),
    (ARABIC, "iso8859-6"),
    (LITHUANIAN, "cp1257"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc-jp"),
    ("面包晚上烤，早上卖。每天早上四点起床揉面，这是从爷爷那一代传下来的习惯。", "gb18030"),
    ("面包晚上烤，早上卖。每天早上四点起床揉面，这是从爷爷那一代传下来的习惯。", "gb2312"),
    ("麵包晚上烤，早上賣。每天早上四點起床揉麵，這是從爺爺那一代傳下來的習慣。", "big5"),
    ("빵은 밤에 굽고 아침에 팝니다. 매일 새벽 네 시에 일어나 반죽을 하는 것이 할아버지 때부터의 습관입니다.", "euc-kr"),
    (THAI, "tis-620"),
]


def as_captions(text: str) -> str:
    """The words of `text`, some to a caption: most bytes of such a file are numbers and times."""
    words = text.split() if " " in text else [text[at : at + 9] for at in range(0, len(text), 9)]
    lines = [" ".join(words[at : at + 6]) for at in range(0, len(words), 6)]
    return "".join(f"{n}\r\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\r\n{line}\r\n\r\n" for n, line in enumerate(lines, 1))


@pytest.mark.parametrize(("text", "encoding"), SENTENCES, ids=[f"{encoding} {text[:12]}" for text, encoding in SENTENCES])
def test_a_sentence_is_read_as_it_was_written(text: str, encoding: str) -> None:
    for written in (text, as_captions(text), f"{text}\n" * 40):
        assert written.encode(encoding).decode(guess_encoding(written.encode(encoding)).codec) == written


def test_what_a_page_says_of_itself_counts_where_it_can_be_true() -> None:
    page = '<html><head><meta charset="windows-1257"></head><p>Ąžuolas</p></html>'
    lying = '<?xml version="1.0" encoding="shift_jis"?><tt>ÿ naïve café, déjà vu</tt>'

    assert guess_encoding(page.encode("cp1257")).label == "Windows-1257 (Baltic), as it says itself"
    assert guess_encoding(lying.encode("cp1252")).codec == "cp1252"


def test_the_first_letters_may_stand_far_down() -> None:
    plain = b"1\r\n00:00:01,000 --> 00:00:02,000\r\nJust a word\r\n\r\n" * 50_000
    assert guess_encoding(plain + POLISH.encode("cp1250")).codec == "cp1250"


def test_a_single_endless_line_is_looked_at_in_part() -> None:
    assert guess_encoding((RUSSIAN + " ").encode("cp1251") * 30_000).codec == "cp1251"


def test_bytes_that_no_encoding_fits_are_read_as_western() -> None:
    assert guess_encoding(b"\x81\x8d\x8f\x90\x9d").codec == "cp1252"
