"""The words by which mail programs announce a quotation, in the languages that families write. Data only."""

# What the other person did. A verb stands at the end ("On … Ann wrote:") or before the name ("Am … schrieb Ann:").
VERBS = (
    "wrote", "writes", "said", "says", "sent", "ysgrifennodd", "scríobh", "a écrit", "écrit", "écrivait", "écrivit", "nous a dit", "schrieb",
    "schrieben sie", "schrieben", "geschrieben", "schreibt", "schreef", "het volgende geschreven", "schrijft", "escribió", "escribio", "escribía",
    "ha escrito", "va escriure", "ha escrit", "escribiu", "idatzi du", "escreveu", "escrevió", "ha scritto", "scrive", "scrisse",
    "napisał(a)", "napisał/a", "napisała", "napisał", "napisali", "pisze", "a scris", "napsal(a)", "napsal/a", "napsala", "napsal", "napísal(a)",
    "napísala", "napísal", "píše", "napisao/la", "napisao je", "je napisao", "je napisala", "napisao", "napisala", "je napisal/-a", "je napisal", "skrev",
    "skreiv", "skrifaði", "kirjoitti", "kirjutas", "yazdı", "şunları yazdı", "şunu yazdı", "написал(а)", "написал(a)", "написала", "написал", "пишет",
    "пише", "написав(ла)", "написав", "написа", "έγραψε", "έγραψαν", "ezt írta", "írta", "rašė", "parašė", "rakstīja", "uzrakstīja", "đã viết", "viết",
    "menulis", "shkroi", "wuxuu qoray", "waxay qortay", "sumulat", "כתב", "כתבה", "כתב/ה", "كتب", "كتبت", "تمت كتابة ما يلي بواسطة", "کتب", "نوشت", "نے لکھا", "نے تحریر کیا",
    "ने लिखा", "লিখেছেন", "লিখেছে", "ਨੇ ਲਿਖਿਆ", "எழுதியது", "લખ્યું",
)  # fmt: skip

# Scripts that set no spaces between words, so that no boundary can be asked for.
VERBS_UNSPACED = (
    "写道",
    "寫道",
    "撰写",
    "的邮件",
    "のメッセージ",
    "のメール",
    "は書きました",
    "が書きました",
    "님이 작성",
    "작성",
    "님이 쓴 글",
    "썼습니다",
    "เขียนว่า",
)

FORWARDED = (
    "forwarded message", "begin forwarded message", "forwarded by", "fwd message", "neges wedi'i hanfon ymlaen", "message transféré",
    "message transmis", "début du message transféré", "début du message réexpédié", "weitergeleitete nachricht", "anfang der weitergeleiteten nachricht",
    "anfang der weitergeleiteten e-mail", "doorgestuurd bericht", "begin doorgestuurd bericht", "mensaje reenviado", "inicio del mensaje reenviado",
    "mensagem encaminhada", "mensagem reencaminhada", "início da mensagem reencaminhada", "início da mensagem encaminhada", "messaggio inoltrato", "inizio messaggio inoltrato",
    "inizio del messaggio inoltrato", "wiadomość przekazana dalej", "przekazana wiadomość", "wiadomość przesłana dalej", "początek przekazywanej wiadomości",
    "přeposlaná zpráva", "začátek přeposílané zprávy", "preposlaná správa", "mesaj redirecționat", "mesaj redirecţionat", "mesaj transmis",
    "vidarebefordrat meddelande", "videresendt melding", "videresendt meddelelse", "videresendt besked", "start på videresendt besked", "edelleenlähetetty viesti", "välitetty viesti",
    "yönlendirilen ileti", "iletilmiş mesaj", "iletilen mesaj", "iletilen ileti", "пересланное сообщение", "пересылаемое сообщение", "начало переадресованного сообщения", "переслане повідомлення",
    "προωθημένο μήνυμα", "továbbított üzenet", "továbbított levél", "persiųstas laiškas", "persiųsta žinutė", "pārsūtītais ziņojums", "转发的邮件", "轉寄郵件", "轉寄的郵件",
    "转发邮件信息", "転送メッセージ", "転送されたメッセージ", "전달된 메시지", "전달된 메일", "tin nhắn được chuyển tiếp", "thư chuyển tiếp", "رسالة محولة", "رسالة معاد توجيهها",
    "آگے بھیجا گیا پیغام", "अग्रेषित संदेश", "ফরোয়ার্ড করা বার্তা", "הודעה שהועברה",
)  # fmt: skip

ORIGINALS = (
    "original message", "original-message", "original e-mail", "original email", "original appointment", "reply message", "reply above this line", "neges wreiddiol",
    "message d'origine", "message d’origine", "message original", "message initial", "courriel original", "ursprüngliche nachricht", "ursprungliche nachricht", "originalnachricht", "original-nachricht",
    "original-mail", "antwort nachricht", "oorspronkelijk bericht", "origineel bericht", "mensaje original", "mensagem original", "messaggio originale", "messaggio originario",
    "wiadomość oryginalna", "oryginalna wiadomość", "původní zpráva", "původní e-mail", "pôvodná správa", "mesaj original", "mesajul original", "ursprungligt meddelande", "originalmeddelande",
    "opprinnelig melding", "oprindelig meddelelse", "oprindelig besked", "original meddelelse", "original besked", "alkuperäinen viesti", "orijinal mesaj", "orijinal ileti", "özgün ileti",
    "исходное сообщение", "оригинальное сообщение", "первоначальное сообщение", "оригінальне повідомлення", "вихідне повідомлення", "αρχικό μήνυμα", "eredeti üzenet", "eredeti levél", "originalus pranešimas",
    "originalus laiškas", "oriģinālais ziņojums", "原始邮件", "原始郵件", "邮件原件", "原邮件", "original ----", "元のメッセージ", "オリジナルメッセージ", "원본 메시지", "원본 메일", "tin nhắn gốc", "thư gốc",
    "الرسالة الأصلية", "رسالة أصلية", "اصل پیغام", "मूल संदेश", "মূল বার্তা", "הודעה מקורית", "izvorna poruka", "originalna poruka", "izvirno sporočilo",
)  # fmt: skip

# The labels of a copied message head, by what they name.
LABELS: dict[str, tuple[str, ...]] = {
    "from": (
        "from", "oddi wrth", "anfonwr", "von", "absender", "de", "expéditeur", "da", "di", "mittente", "van", "afzender", "remitente", "remetente", "od", "odesílatel", "odosielateľ",
        "nadawca", "expeditor", "de la", "från", "avsändare", "fra", "avsender", "afsender", "lähettäjä", "kimden", "gönderen", "от кого", "от", "отправитель", "від", "від кого",
        "відправник", "από", "feladó", "küldő", "nuo", "siuntėjas", "no", "sūtītājs", "saatja", "šalje", "pošiljatelj", "发件人", "发送者", "寄件者", "寄件人", "差出人", "送信者", "送信元", "보낸 사람",
        "보낸사람", "발신", "từ", "người gửi", "من", "المرسل", "از", "מאת", "منجانب", "प्रेषक", "থেকে", "dari", "pengirim",
    ),
    "sent": (
        "sent", "date", "sent on", "anfonwyd", "dyddiad", "gesendet", "gesendet am", "datum", "envoyé", "envoyé le", "le", "enviado", "enviado el", "enviado em", "enviada em", "enviada",
        "fecha", "data", "inviato", "data invio", "verzonden", "datum verzonden", "skickat", "sendt", "dato", "wysłano", "wysłane", "odesláno", "odoslané", "dátum", "trimis", "trimis la",
        "lähetetty", "päivämäärä", "päiväys", "gönderilme", "gönderme tarihi", "gönderildi", "tarih", "отправлено", "дата", "надіслано", "изпратено", "εστάλη", "στάλθηκε", "ημερομηνία",
        "elküldve", "küldve", "išsiųsta", "nosūtīts", "datums", "saadetud", "kuupäev", "poslano", "发送时间", "发送日期", "日期", "寄件日期", "傳送時間", "时间", "送信日時", "送信日", "日付", "日時", "보낸 날짜",
        "보낸날짜", "날짜", "đã gửi", "ngày", "ngày gửi", "التاريخ", "تاريخ الإرسال", "تم الإرسال", "تاریخ", "נשלח", "תאריך", "दिनांक", "তারিখ", "tanggal", "dikirim",
    ),
    "to": (
        "to", "at", "i", "an", "empfänger", "à", "a", "destinataire", "para", "destinatario", "destinatário", "per", "aan", "do", "komu", "adresat", "către", "catre", "till", "til", "mottaker", "modtager",
        "vastaanottaja", "kime", "alıcı", "кому", "до", "получатель", "προς", "címzett", "kam", "kam.", "skirta", "saaja", "za", "prima", "收件人", "收件者", "宛先", "送信先", "받는 사람", "받는사람", "đến", "tới",
        "người nhận", "إلى", "المستلم", "به", "אל", "بنام", "प्रति", "প্রতি", "kepada", "ke",
    ),
    "cc": ("cc", "c.c.", "bcc", "kopie", "kopi", "kopia", "kopi (cc)", "copie", "copie à", "copia", "dw", "udw", "kópia", "копия", "копія", "kopija", "bilgi", "másolatot kap", "másolat", "κοιν", "κοιν.", "抄送", "副本", "ccl", "참조", "نسخة"),
    "subject": (
        "subject", "pwnc", "re", "betreff", "objet", "sujet", "asunto", "assunto", "oggetto", "onderwerp", "temat", "předmět", "predmet", "subiect", "ämne", "emne", "aihe", "konu", "тема", "относно", "θέμα",
        "tárgy", "tema", "temats", "teema", "主题", "主旨", "標題", "标题", "件名", "제목", "chủ đề", "tiêu đề", "الموضوع", "موضوع", "נושא", "विषय", "বিষয়", "perihal", "subjek",
    ),
    "other": (
        "reply-to", "reply to", "répondre à", "antwort an", "responder a", "rispondi a", "risposta", "beantwoorden - aan", "beantwoorden", "vastaa", "svar til", "svara till", "importance", "priority", "prioritet", "priorität",
        "wichtigkeit", "attachments", "anlagen", "anhang", "pièces jointes", "bijlagen", "allegati", "adjuntos", "organization", "organisation", "message-id", "sensitivity", "cc'd", "when", "where", "mailed-by", "重要性", "附件", "添付ファイル",
    ),
}  # fmt: skip

# "Sent from my phone" and its kind: what a whole line must begin with.
TAILS = (
    r"[(<]{0,2}sent (?:from|via|using) \S", r"sent with (?:\w{0,12} ?mail|airmail|spark|boxer|superhuman|tutanota|\[)\b", r"<{1,2}sent by ", r"(?:get|download) (?:the )?outlook for\b", r"from my (?:i ?phone|ipad|ipod|android|mobile|samsung|galaxy|phone|cell|blackberry|windows)", r"[\w'’-]+ from mobile\b",
    r"sent: ?from my\b", r"anfonwyd o(?:['’]m| fy)?\b", r"von meinem .{2,60} gesendet", r"diese (?:nachricht|e-mail) wurde von .{2,60} gesendet", r"gesendet (?:von|mit|aus|über) ", r"(?:holen sie sich|hol dir) outlook f", r"outlook für .{2,20} beziehen",
    r"envoyé (?:depuis|de mon|de ma|de l['’]|d['’]|à partir d|via) ?", r"(?:télécharge[rz]?|obtenir|obtenez|téléchargez) outlook pour", r"provenance ?: ?courrier", r"enviado (?:desde|do meu|da minha|de mi|do|a partir d|pelo|via) ", r"(?:obtener|obtén|descarga(?:r)?|obter|obtenha|baixar) (?:o )?outlook pa?ra",
    r"inviato (?:da |dal |dall['’]|tramite )", r"(?:scarica|ottieni) outlook per", r"(?:verzonden|verstuurd|gestuurd) (?:met|vanaf|vanuit|via|van) ", r"(?:download|outlook voor) (?:outlook voor|.{2,20} downloaden)", r"(?:skickat|skickades) från ", r"från min ", r"hämta outlook f",
    r"sendt (?:fra|via) ", r"(?:hent|få|skaff deg|last ned) outlook (?:til|for)", r"lähetetty (?:minun |puhelim|iphon|ipad|android|samsung|galaxy|outlook|laitteest|mobiil)", r"wysłan[eoay] z(?:e)? ", r"(?:pobierz|uzyskaj) (?:aplikację )?outlook", r"odesláno z(?:e)? ", r"odoslané z(?:o)? ", r"trimis (?:de pe|din|de la|prin) ",
    r"отправлено (?:с|из|от|через) ", r"надіслано з(?:і)? ", r"(?:скачать|получить) outlook для", r".{2,40}(?:den|dan|ten|tan|ımdan|imden) gönderildi", r".{2,30}(?:ról|ről|ból|ből) küldve", r"στάλθηκε από ", r"išsiųsta iš ", r"nosūtīts no ", r"poslano (?:s|sa|iz|z) ",
    r"发自(?:我的)?", r"從我的", r"从我的", r"來自我的", r".{2,20}から送信", r".{0,20}(?:나의|내) .{2,20}에서 보냄", r".{2,20}에서 보냄", r"(?:đã )?(?:được )?gửi từ ", r"(?:أرسلت|أُرسلت|تم الإرسال|مرسل) من ", r"נשלח מ", r".{2,30}سے بھیجا گیا", r".{2,30} से भेजा गया", r"dikirim dari ",
)  # fmt: skip

# How the small print of an organisation begins; a cut is made only after the writer's own words.
SMALL_PRINT = (
    r"(?:this|the) (?:e-?mail|message|communication)(?: transmission)?(?:,| and|\(| is| contains| may| has| was| \().{0,90}(?:confidential|privileged|intended|attachment|scanned|virus)",
    r"(?:the )?(?:information|contents?)(?: contained)? (?:in|of) this (?:e-?mail|message|communication|transmission)", r"(?:confidentiality|legal|privacy|important) (?:notice|note|disclaimer)\b", r"(?:e-?mail )?disclaimer ?:?", r"confidential(?:ity)? ?:",
    r"this (?:e-?mail|message) (?:and|or|is) .{0,60}(?:confidential|intended (?:solely|only))", r"please consider the environment", r"(?:please )?think before you print", r"if you are not the intended recipient", r"mae(?:'r| ’r|’r)? (?:neges|e-bost).{0,60}cyfrinachol",
    r"diese e-?mail .{0,60}(?:vertraulich|vertrauliche)", r"(?:ce|cet) (?:message|courriel|e-?mail) .{0,80}confidentiel", r"este (?:mensaje|correo).{0,80}confidencial", r"esta mensagem .{0,80}confidenci", r"questo messaggio .{0,80}riservat",
    r"(?:dit|deze) (?:bericht|e-?mail) .{0,80}vertrouwelijk", r"detta (?:meddelande|e-postmeddelande) .{0,80}konfidenti", r"niniejsza wiadomość .{0,80}poufn",
)  # fmt: skip
