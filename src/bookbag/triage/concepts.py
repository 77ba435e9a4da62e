"""What words of a message are about, in groups that somebody chose: a hint where the corpus has not met the very word.

A concept is named once and matched by whole words; a word that ends in `*` matches whatever it begins. No concept decides
anything: each is one feature among thousands, and so is each pair of them within a sentence.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bookbag.triage.words import sentences, words

CONCEPTS: dict[str, str] = {
    # what somebody writes for
    "off school": "off absent absence poorly unwell ill sick vomit* temperature fever cough cold tummy bug d&v headache|sore throat|won't be in|not in today|not be in|not well|staying home|keep* home|day off|back on|back tomorrow|leave of absence|chickenpox|dentist|hospital appointment|orthodontist",
    "late": "late overslept|running late|be in by|missed the bus|missed bus|traffic",
    "money": "pay* paid payment* invoice* refund* owe* owing balance cost costs price fee fees deposit cheque charge* money cash card arrears bill bank instalment* parentpay bacs pounds dinner money|direct debit|standing order",
    "meet": "meet* appointment meeting chat slot|see you|see miss|see mr*|come in|ten minutes|quick word|speak to|talk to|sit down with|parents evening|parents' evening|catch up|discuss",
    "reach me": "number mobile phone|e-mail address|email address|new address|moved|moving house|emergency contact|contact details|change of address|surname|maiden name|take off the list|remove",
    "collect": "collect* pick* fetch* pickup collecting|walk home|walking home|after-school club|bus today|going home with|password|on the list|home time",
    "permit": "consent* permission agree allow* withdraw* happy for|yes to|no to|can go|may go|i give|do not wish|opt out|form signed|reply slip|take part",
    "records": "copy copies record records file files reference certificate* reports data certificates attendance letter|proof of|transfer file|held about|hold about|holds about|hold on|send me everything|notes you|footage|cctv",
    "law of information": "foi gdpr sar act freedom|freedom of information|subject access|data protection|article 15|environmental information|request for information|ico",
    "thank": "thank* lovely wonderful brilliant fantastic great amazing grateful appreciate* praise delighted proud bless credit legend marvellous superb kind kindness",
    "wrong door": "wrong dear sirs|wrong number|order your|your order|your booking|table for|your prescription|not for us|meant for|for sale|van|delivery",
    "machine": "automatic automated autoreply undeliver* unsubscribe do-not-reply noreply ticket|out of office|out of the office|mailbox full|delivery has failed|not monitored|do not reply|read receipt|on annual leave|accepted|declined|reference is",
    "sell": "offer free save discount demo trial webinar brochure quote supplier software sale order|book now|% off|per cent off|special offer|click here|limited time|no obligation|trusted by|schools like yours|price list|reply stop",
    "question": "when where which what how could can is are do does may? wondering|please could|could you tell me|is there|what time|do you have|how much|how do|any chance",
    "put right": "complain* unacceptable disgust* disappoint* unhappy unfair apology apologise refuse* again third fourth fifth ignored nobody sort explanation fix* refund why|not good enough|put right|want to know|what are you going|look into|nothing has been done|no reply|no answer|still not|formal complaint|no one|each time|every week",
    "insult": "idiot* stupid moron* useless pathetic clown* cow witch thick worm coward* liar* scum muppet* fat ugly lazy gormless dozy brainless halfwit twerp* disgrace bint tart* bitch bastard* bloody arse prick jobsworth* incompetent joke spineless smug",
    "threat": "burn smash dead watch* regret torch bat bats hurt kill shoot wait* swing|come down there|your car|where you live|see what happens|you'll be sorry|you will be sorry|sort you out|through the window|watch your back|think on|shame if|pity if",
    "press": "press paper papers journalist* reporter newspaper* radio tv bbc deadline newsdesk herald echo gazette story comment article editor",
    "lawyer": "solicitor* lawyer* legal court proceedings claim tribunal sue* compensation insurer* barrister negligence|letter before action|equality act",
    "court": "order injunction custody|court order|non-molestation|child arrangements|prohibited steps|contact centre|parental responsibility",
    "need": "sen senco ehcp ehc autis* adhd dyslexi* send dyspraxi* sensory one-to-one|support plan|reasonable adjustment*|annual review|learning support|speech therap*|educational psychologist|1:1",
    "health": "asthma inhaler epipen allerg* diabet* insulin epilep* seizure* medicine medication tablets eczema crutches plaster stitches concussion operation migraine impetigo nits chickenpox prescription|care plan|nut allergy|physio",
    "death": "died death funeral bereave* passed lost grief cremat* buried ashes|passed away|lost his|lost her|service for",
    "staff": "teacher* ta tas staff head headteacher coach tutor caretaker supervisor assistant secretary receptionist sir miss mr mrs ms",
    "staff did": "shouted swore grabbed called told humiliat* sarcastic rude drunk asleep texting favourites mocked laughed|in front of the class|made him cry|made her cry|dragged",
    "online": "online chat app game snapchat instagram tiktok whatsapp group facebook website internet phone screenshot* message* messages post* posted video* camera webcam followers",
    "unkind": "bully* bullied mean names laughed teas* group excluded nasty unkind picked|left out|fallen out|making fun",
    # signs
    "injury": "bruis* mark marks burn* scald* cut cuts scar* welt* swollen black eye broken fracture* bleed* blood bleeding limp* scratches bitten bite lump|black eye|cigarette|belt mark*",
    "strike": "hit hits hitting slap* punch* kick* belt* beat* beaten beats thump* whack* smack* strangl* chok* hosepipe stick threw shook dragged shoved push*|gave him one|teach* him a lesson|teach her a lesson",
    "fear": "scared frightened afraid terrified flinch* fear hide* hides hiding shak* begged cry* cries crying stiff whispers whisper* trembl*",
    "say nothing": "secret secrets nobody anyone tell told promise promised quiet|don't tell|do not tell|not to tell|don't ring|do not ring|please don't call|don't want anyone|don't say|say nothing|not a word|rather you didn't",
    "alone": "alone minds minding babysit* himself herself themselves unsupervised key latchkey|on her own|on his own|on their own|let himself in|lets herself in|nobody home|no adult|looks after the|home alone|left with",
    "hunger": "hungry starving food fridge eat* ate cupboard* crisps toast meal* bin bins leftovers scraps foodbank crumbs|food bank|nothing in|hot dinner|biscuits",
    "cold home": "heating meter electric* cold freezing coat damp mould mattress floor car van tent hostel refuge lock-up sofa homeless evicted candle* dark water|hot water|cut off|one bed|one room|sleeping in|slept in",
    "dirty": "smell* smelt nits dirty nappy nappies filthy unwashed wet lice flea* teeth rotten stink*|same clothes|too small",
    "drink and drugs": "drunk drinking drink vodka gin cider beer wine cans whisky spliff weed drugs dealer needle* methadone heroin crack smoking vape* vapes high pills|had a few|out of it|can't wake|asleep on the",
    "low": "cut cutting suicid* die dead overdose kill* hopeless pointless goodbye bridge tablets razor blade* scars starve* purge* weigh* calories|self-harm|self harm|no point|end it|not be here|better off without|hurt herself|hurt himself|want to die|don't want to be here",
    "man": "man men bloke blokes uncle stepdad stepfather boyfriend cousin lodger neighbour coach fella lad older grandad brother partner|mum's boyfriend|new partner|her dad|his dad|mate of",
    "bed and body": "bed bedroom bath bathroom naked undress* touch* tickl* cuddle* lap kiss* nude* underwear pyjamas toilet shower changing private knickers swimsuit photos pictures|gets in|comes in at night|get into bed|no clothes",
    "night": "night midnight nights late dark 2am 3am 10pm 11pm evening|all night|after dark|in the night|till morning",
    "locked": "lock* locked bolt* shut shed cellar cage cupboard balcony tied chained harness radiator|shut out|let in|not allowed out|never leaves|kept in",
    "gift and ride": "trainers phone gifts presents money lift lifts car cars older taxi cash vape* jewellery necklace earn* job jobs runs errand* package* parcel* debt owes|new phone|two phones|bought him|bought her|picks him up|picks her up|gives him|gives her|holding something",
    "weapon": "knife knives blade blades machete gun guns shank weapon* bat gang gangs stab* crew territory zombie",
    "away": "missing ran runaway gone vanish* disappear* passport flight* airport abroad abroad* village plane ticket|hasn't come home|not been home|run away|one-way|one way|didn't come home|back home for|taken out of school",
    "marry and cut": "marry married marriage husband wedding engaged fiance dowry honour shame ceremony circumcis* fgm cutter party|becoming a woman|become a woman|family honour|arranged|the family has chosen|sewn|cut like",
    "belief": "spirit spirits demon* witch possessed fasting pray* pastor healer curse cleanse jihad extremis* race war leaflet* banned brothers caliph* infidel* martyr|white power|burn in hell|evil in",
    "carer": "carer cares bathes lifts medicine helps mum's dialysis wheelchair looks minds|does it all|gets them ready|can't get out of bed|the little ones|looks after his|looks after her",
    "violent home": "violent argument arguing rows rowing smashed calmed kicked threw screaming shouting police refuge injunction|when he's calmed|had a few|bit of a to-do|walked into|broke the door|can't be seen|don't want people seeing|sleeping at my sister's|he doesn't know where|checks my phone|when he drinks",
    "stranger": "stranger strangers unknown van loiter* followed follows watching lurking hanging|won't give name|wouldn't give|no name|not on the list|says he's her|asked which|by the gate|outside the gates|offered a lift|offering sweets",
    "care people": "nspcc police pc dc social worker|social services|health visitor|children's services|early help|mash|school nurse|childline|designated|safeguarding lead|a&e|paediatric*|marac|section 47|duty team|operation encompass",
    "child tells": "said told says disclosed drew drawing drawings wrote|told me|she said that|he says that|let slip|came out with|between us|asked me if",
    "harmless": "playground trampoline football rugby netball cricket hockey bike scooter swing slide climbing gym judo karate skateboard goalpost climbing frame bump note|bump note|fell off|collided|in the accident book|hospital checked|doctor says|all fine|he's fine|she's fine",
    "play": "play* show shows film club costume concert nativity halloween panto* game history vikings romans egyptians dragon wolf pirate* murder mystery drama acting stage props",
    "pet": "hamster rabbit dog puppy kitten cat guinea pig pony goldfish tortoise horse",
    "joke": "ha haha lol hilarious funny joking laugh laughed giggl* 😂 🤣",
    "today": "today now immediately urgent asap tonight noon 3.15 3.20|this afternoon|this morning|right now|at once|before the end|before register|in the next hour|by 12",
    "hazard": "gas fire leak leaking loose collapsed broken down|fire alarm|broken glass|power cut|burst|smoke|ambulance|crash|scaffold*|intruder",
}
"""Words and phrases of each; single words by spaces, phrases by bars."""


@lru_cache(maxsize=1)
def _matchers() -> dict[str, re.Pattern[str]]:
    found = {}
    for name, told in CONCEPTS.items():
        parts = told.split("|")
        terms = [*parts[0].split(), *parts[1:]] if len(parts) > 1 else told.split()
        found[name] = re.compile(rf"(?<!\S)(?:{'|'.join(_term(term) for term in terms)})(?!\S)")
    return found


def _term(term: str) -> str:
    whole = r"\s+".join(re.escape(word) for word in term.lower().split())
    return whole.replace(r"\*", r"\S*")


def concepts(text: str) -> Iterator[str]:
    """The concepts of each sentence, and each pair that stands together in one."""
    for sentence in sentences(text):
        plain = " ".join(words(sentence.text))
        there = [name for name, pattern in _matchers().items() if pattern.search(plain)]
        for at, name in enumerate(there):
            yield f"about:{name}"
            yield from (f"about:{name}+{other}" for other in there[at + 1 :])
