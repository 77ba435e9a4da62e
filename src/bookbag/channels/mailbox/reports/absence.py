"""How automatic answers are worded, in the languages that families and staff write. Patterns only.

A parent's commonest subject is "Absence": words that a person would write, too, prove nothing by themselves.
"""

import re

REPLY_PREFIX = re.compile(
    r"\s{0,3}(?:re|aw|sv|vs|antw|rv|odp|ynt|fwd?|tr|wg|vl|回复|答复)\s?(?:\[\d+\])?\s?[:：]", re.IGNORECASE
)

FORWARDED = re.compile(r"\s{0,3}(?:fwd?|wg|tr|rv|vs|vl|i|enc|转发)\s?[:：]", re.IGNORECASE)

# Subjects that only a program writes.
SUBJECT = re.compile(
    r"\W{0,4}(?:\[[^\]]{1,40}\]\s{0,3})?(?:auto\s?:|automat(?:ic|ed)[ -](?:e-?mail |out[ -]of[ -]office )?(?:reply|response|acknowledg|answer)|auto(?:matic)?[- ]?(?:reply|response|responder|acknowledg)|out[- ]of[- ](?:the[- ]|my[- ])?office(?! hours)|currently out of (?:the |my )?office|away from (?:my |the )?(?:e-?mail|mail|desk|office)\b|vacation (?:reply|message|notice|response|autoreply|auto-reply|notification)"
    r"|absence notification|(?:ymateb|ateb) awtomatig|allan o['’]?r swyddfa|freagra uathoibríoch"
    r"|abwesenheits(?:notiz|meldung|nachricht|assistent|benachrichtigung|info)|automatische (?:antwort|e-?mail-?antwort|rückantwort|empfangsbestätigung|abwesenheit|mail)|auto(?:matische)?-?antwort|(?:bin )?(?:derzeit )?nicht im büro"
    r"|r[ée]ponse automatique|message (?:d['’]absence|automatique)|absence du bureau|absente? du bureau|avis d['’]absence|notification d['’]absence|automatisch (?:antwoord|bericht)|afwezigheids(?:bericht|assistent|melding)|niet op kantoor|antwoord bij afwezigheid"
    r"|respuesta autom[aá]tica|fuera de (?:la )?oficina|respuesta de ausencia|autorrespuesta|resposta autom[aàá]tica|fora d[oe] escrit[óo]rio|ausente do escrit[óo]rio|erantzun automatikoa|risposta automatica|fuori (?:sede|ufficio)|messaggio automatico|avviso di assenza"
    r"|automatyczna odpowied[zź]|odpowied[zź] automatyczna|autoodpowied|poza biurem|automatick[áaé] odpov[eě][dď]|mimo kancel|r[aă]spuns automat|[îi]n afara biroului|automatiskt? (?:svar|svarsmeddelande|svarmelding)|auto[- ]?svar|automaattinen (?:vastaus|poissaolo)|poissaoloviesti"
    r"|fraværs(?:melding|assistent|besked)|frånvaromeddelande|ikke på kontoret|inte på kontoret|otomatik (?:yanıt|cevap|yanit)|ofis dışında|автоматический ответ|автоответ|авто-ответ|автоматична відповідь|вне офиса|поза офісом|автоматичен отговор|извън офиса|αυτόματη απάντηση|εκτός γραφείου"
    r"|automatikus v[aá]lasz|házon kívül|irodán kívül|automatinis atsakymas|automātisk[aā] atbilde|automaatvastus|automaatne vastus|automatski odgovor|samodejni odgovor|аутоматски одговор|自动(?:回复|答复|回覆)|自動(?:回复|回覆|応答|返信|應答)|不在(?:通知|のお知らせ|連絡|応答)|자동\s?(?:회신|응답|답장)|부재\s?(?:중|알림)"
    r"|trả lời tự động|tự động trả lời|balas(?:an)? otomatis|رد تلقائي|الرد التلقائي|خارج المكتب|תשובה אוטומטית|מענה אוטומטי|מחוץ למשרד|پاسخ خودکار|خودکار جواب|स्वचालित (?:उत्तर|जवाब)|স্বয়ংক্রিয় উত্তর|ตอบกลับอัตโนมัติ)",
    re.IGNORECASE,
)

# What responders put behind the subject they answer.
SUBJECT_END = re.compile(
    r"\((?:automatic|auto|automated)[ -]?(?:response|reply)\)\W{0,3}$|\bis out of (?:the |my )?office(?: \(return|$)",
    re.IGNORECASE,
)

# Subjects of programs and of people; the words or a header must bear them out.
DOUBTFUL_SUBJECT = re.compile(
    r"(?:on )?(?:annual |maternity |paternity |sick |parental )?leave\b|vacation|holiday|away\b|absen|out of town|on leave|i(?: am|['’]m) (?:on|away|out)|thank you for (?:your|contacting)|(?:message|e-?mail) received|abwesen|urlaub|congés?\b|vacances|afwezig|vakantie|vacaciones|ausen|férias|assente|ferie|nieobecn|urlop|dovolen|concediu|frånvaro|semester|fravær|poissa|loma|izin|отсут|отпуск|відсут|відпуст|απουσ|szabads|odsutn|不在|休暇|休假",
    re.IGNORECASE,
)

_GREETING = r"\W{0,4}(?:(?:hi|hello|dear|hallo|liebe[rs]?|sehr geehrt|guten (?:tag|morgen)|bonjour|chers?|hola|estimad|olá|car[oi]|ciao|gentil|buongiorno|dzień dobry|szanown|hej|goddag|merhaba|shwmae|annwyl|helo|здравствуйте|добрый|您好|你好)\w{0,5}[^\n.!]{0,100}[\n.!,]\s{0,4})?"
_THANKS = r"(?:(?:many )?(?:thank|thanks|vielen dank|besten dank|danke|ich danke|merci|je vous remercie|bedankt|hartelijk dank|gracias|muchas gracias|obrigad|grazie|la ringrazio|dziękuj|tack|tak|takk|kiitos|diolch|благодар|спасибо|дякую|感谢|謝謝|谢谢)[^.!\n]{0,140}[.!\n,;。]{1,3}\s{0,4})?"
_START = _GREETING + _THANKS + r"\W{0,6}"

# An absence from work, at the beginning of a note.
AWAY_FROM_WORK = re.compile(
    _START
    + r"(?:please note (?:that )?)?(?:(?:unfortunately|currently|at present|at the moment|presently|sorry)[, ]{1,2}(?:but )?)?(?:i(?: am|['’]m|['’]ll be| will be| shall be)|we(?: are|['’]re| will be)) (?:currently |now |presently |also |unfortunately )?(?:out of (?:the |my )?office|on (?:annual|maternity|paternity|parental|study) leave|away from (?:the |my )(?:office|desk|e-?mail|work|computer)|not in (?:the )?office|no longer (?:working|employed) )"
    "|"
    + _START
    + r"(?:the )?(?:school|office|college|academy) (?:office )?(?:is|will be) (?:now |currently )?closed (?:for|until|from|on)"
    "|"
    + _START
    + r"(?:ich (?:bin|befinde mich) [^\n]{0,80}(?:nicht im (?:büro|haus)|außer haus|elternzeit|nicht erreichbar|abwesend|urlaub)|ich werde [^\n]{0,60}nicht im (?:büro|haus)|je (?:suis|serai) [^\n]{0,60}(?:absente?|en (?:congés?|vacances|déplacement)|hors du bureau)|ik ben [^\n]{0,60}(?:afwezig|niet (?:op kantoor|aanwezig|bereikbaar)|met (?:vakantie|verlof))|estoy [^\n]{0,40}(?:fuera de|de vacaciones|ausente)|estaré [^\n]{0,40}(?:fuera|ausente|de vacaciones)"
    r"|(?:estou|estarei) [^\n]{0,40}(?:ausente|de férias|fora do)|(?:attualmente )?(?:sono|sarò) (?:fuori|assente|in ferie)|(?:jestem|przebywam) (?:obecnie )?(?:na urlopie|poza biurem|nieobecn)|jag är [^\n]{0,40}(?:på kontoret|semester|ledig|bortrest)|jeg er [^\n]{0,40}(?:på kontoret|ferie|fraværende|bortrejst)|olen [^\n]{0,30}(?:lomalla|poissa)|[^\n]{0,60}ofis(?:te|im)? (?:dışında|olma)|(?:я )?(?:нахожусь )?(?:в отпуске|отсутствую)|меня (?:нет|не будет) в офисе|я [^\n]{0,30}(?:у відпустці|відсутн)"
    r"|(?:rydw i|rwy['’]?n?|mi fydda i|byddaf) [^\n]{0,40}(?:allan|i ffwrdd|gwyliau|absennol)|nid wyf yn y swyddfa|szabadságon vagyok|[^\n]{0,30}jsem [^\n]{0,20}(?:na dovolené|mimo kancelář)|sunt [^\n]{0,20}(?:în concediu|plecat)|(?:λείπω|απουσιάζω)|我(?:正在|目前|现在|現在)?(?:休假|外出|不在|出差)|[^。\n]{0,30}(?:休暇中|不在に(?:して|し)|外出して))",
    re.IGNORECASE,
)
# An absence that a parent may have, too.
AWAY = re.compile(_START + r"(?:i(?: am|['’]m|['’]ll be| will be)|we(?: are|['’]re| will be)) (?:currently |now |presently )?(?:on (?:vacation|holiday|leave|sick leave)|away\b|travell?ing|out (?:until|from|on|of)|unavailable)", re.IGNORECASE)  # fmt: skip

# What absence notes go on to say. Each pattern is one sign.
SIGNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:reply|respond|answer|get back to you|deal with|attend to|read|contact you|be in touch|action)[^.\n?]{0,80}(?:(?:when|upon|on|after) (?:i|my|our|we)[ '’]{0,3}(?:return|am back|['’]?m back|are back|re back|get back|come back)|as soon as|upon return)|on my return|nach meiner rückkehr|à mon retour|na mijn terugkomst|(?:a|en|tras) mi (?:regreso|vuelta)|no meu regresso|al mio (?:ritorno|rientro)|po powrocie|när jag är tillbaka|når jeg er tilbage|по возвращении|ar ôl (?:i mi )?ddychwelyd|pan ddychwelaf",
        r"(?:limited|no|without|intermittent|infrequent|sporadic|little|restricted|not have|regular)[^.\n?]{0,20}access[^.\n?]{0,30}e-?mail|(?:not be |not |be )(?:checking|monitoring|reading|picking up) (?:my )?e-?mails?|(?:your )?(?:e-?mail|message)s? (?:will not|is not|are not|has not|will only)|(?:not|nor) (?:be |been )?forwarded|(?:wird|werden) nicht (?:weitergeleitet|gelesen|bearbeitet)|wordt niet (?:gelezen|doorgestuurd)|ne (?:sera|seront) pas (?:lu|transmi)|begrenzten zugriff",
        r"(?:urgent|immediate|assistance|emergenc|in my absence|while i am away|during this time)[^.\n?]{0,90}(?:contact|e-?mail|call|phone|ring)|(?:contact|e-?mail|call|phone)[^.\n?]{0,90}(?:in my absence|while i am away|urgent|immediate)|in dringenden|vertretung|wenden sie sich|en cas d['’]urgence|veuillez (?:contacter|vous adresser)|neem [^.\n]{0,40}contact op|bij (?:dringende|spoed)|póngase en contacto|en caso de urgencia|em caso de urgência|in caso di urgenza|(?:contattare|rivolgersi)|w (?:pilnych|nagłych)|proszę (?:o kontakt|kontaktować)|vid brådskande|ved hastende|kontakta|kiireellisissä|ota yhteyttä|acil|обращайтесь|звертайтесь|cysylltwch|sürgős|naléhav|contactați|请(?:联系|联络)|折り返し",
        r"thanks? (?:you )?(?:very much )?for (?:your|the|getting|contacting|e-?mailing)[^.\n?]{0,30}(?:e-?mail|message|mail|touch|us|me)\b|(?:dank|danke) für ihre (?:e-?mail|nachricht|mail)|merci (?:de|pour) (?:votre|ton) (?:message|e-?mail|mail|courriel)|bedankt voor (?:uw|je) (?:e-?mail|bericht|mail)|gracias por (?:su|tu) (?:mensaje|correo)|obrigad[oa] pel[oa] (?:sua|seu) (?:mensagem|e-?mail)|grazie per (?:la sua|il suo|l['’]|la)|dziękuję za (?:wiadomość|e-?mail|maila)|tack för ditt (?:mejl|mail|meddelande)|tak for din (?:mail|besked)|diolch am (?:eich|dy) (?:neges|e-bost)|спасибо за (?:ваше )?(?:письмо|сообщение)",
    )
)

# A program naming itself: one of these words, and then one of these sentences.
PROGRAM = re.compile(r"auto|автомат|awtomat|otomat|mailbox|not reply|自", re.IGNORECASE)
SELF_NAMED = re.compile(
    r"this is an? (?:automat(?:ed|ic)(?:ally generated)?|auto-?generated|computer[- ]generated|auto-?) ?(?:e-?mail )?(?:reply|response|message|e-?mail|acknowledg|notification|receipt)|this (?:e-?mail|message|reply|response) (?:was|is|has been) (?:sent |generated |created |an )?(?:automat(?:ed|ic)|auto-?generated)|this mailbox is (?:not|un)[ -]?(?:monitored|attended|checked)|please do not reply to this (?:automat|e-?mail|message)"
    r"|dies ist eine automatisch|diese (?:e-?mail|nachricht) wurde automatisch|ceci est (?:un|une) (?:message|réponse|mail) automatique|ce (?:message|courriel|mail) (?:est|a été) (?:généré|envoyé) automatiquement|dit is een automatisch|este es un (?:mensaje|correo) (?:generado )?autom|esta é uma (?:mensagem|resposta) autom|questo è un messaggio automatico|to jest (?:wiadomość|odpowiedź|wiadomość wygenerowana) automatyczn|detta är ett automatiskt|dette er (?:en|et) automatisk|tämä on automaattinen|bu (?:bir )?otomatik"
    r"|это (?:письмо )?(?:создано )?автоматическ|це автоматичн|mae h[wo]n yn (?:ateb|ymateb|neges) awtomatig|本邮件(?:为|由).{0,6}自动|此(?:邮件|為|为).{0,8}自[动動]|このメールは.{0,12}自動",
    re.IGNORECASE,
)
