"""Given names that are said for one another: short forms, and spellings of one name. Pure data, folded.

Each line is one name. A word may stand in several: "sam" is Samuel and Samantha. It is what people in the schools of the
United Kingdom are called, and nowhere near complete: what is missing costs a proposal, nothing else.
"""

from collections import defaultdict
from collections.abc import Mapping

_LINES = """
abdullah abdallah abdulla abdul
abigail abby abbie abi gail
agnieszka aga agnes
ahmed ahmad ahmet achmed
aisha ayesha aysha aishah aicha ayisha
alan allan allen al alun
aleksandra alexandra ola alex sandra sasha lexi alexa ally alessandra
alexander aleksander aleksandr oleksandr alexandre alex alec al xander sandy sasha olek
ali aly
alice ally ali alys
amanda mandy manda
amy aimee ami
andrew andy drew andrzej andrei andrii andreas
angela angie ange
angharad anghared
ann anne annie anna hannah ania
anthony antony tony ant
aoife eefa efa
arthur art artie
barbara barb babs barbie basia
benjamin ben benny benji
bernadette bernie bern
bethan bethany beth
brian bryan bryn
bridget brigid bridie
brenda bren
caitlin kaitlyn katelyn caitlyn catrin
caroline carolyn carol carrie caz carolina
catherine katherine kathryn katharine cathryn kate katie kathy cathy kath cath kat kitty kit katya ekaterina katarzyna kasia catrin
charles charlie charley chuck chas karl
charlotte charlie lottie lotte charley
cheryl sheryl
christine christina kristina kristine chris chrissie tina krystyna cristina
christopher chris kit kris krzysztof kristopher topher
clare claire clair
colin col
conor connor conner
cynthia cindy
daniel dan danny danni danyal daniyal
danielle dani dannie danni
darren daz darryn
david dave davy dai dafydd davey
deborah debra deb debbie debs
denise den
dennis denis den
derek derrick del
diane diana di dianne
dmitri dmitry dima dmytro
dominic dom dominik
donald don donny donnie
dorothy dot dotty dottie dolly
dylan dyl
edward ed eddie ned ted teddy eddy eduardo
eileen aileen
eleanor elinor ellie nell elly nora lenore
elizabeth elisabeth liz lizzie lizzy beth betty bess eliza libby elspeth lisa lib elzbieta ela lise
ellen helen nell ellie helena elen
emily em emmie milly emilie emilia
emma em ems emmie
eric erik
euan ewan ewen
evelyn eve evie
fatima fatimah fatema fatma fathima
felicity flick fliss
fiona fi
florence flo florrie flossie
frances fran frankie francesca franny
francis frank frankie fran francisco franciszek
frederick frederic fred freddie freddy fredrick
gabriel gabe gab
gabriella gabrielle gabby gaby gabi
gareth gaz garth
gary garry gaz
gavin gav
geoffrey jeffrey geoff jeff
george georgie jorge
georgina georgia georgie gina georgiana
gerald gerard gerry jerry ged
gillian jillian gill jill
gordon gord
grace gracie
graham graeme grahame
gregory greg gregg grzegorz
gwendoline gwendolyn gwen gwenllian
hamza hamzah
harold harry hal
harriet hattie harry harri
hasan hassan
hayley haley hailey
heather hev
henry harry hal henri
howard howie
hugh huw hew hughie
hussain hussein husain husayn hossein
ian iain
ibrahim ebrahim ibraheem
imogen immy
iqra ikra
isaac zac ike izaak
isabel isabelle isabella isobel ysabel bella izzy issy belle
jacob jake jakub kuba
jacqueline jackie jacqui jacky jacquelyn jacquie
jamal jamaal
james jim jimmy jamie jem jamey
jane jayne jan janie
janet jan jen
jason jay jase
jasmine jasmin yasmin yasmine jas jaz
jennifer jen jenny jenni jennie jenna
jeremy jez jerry jem
jessica jess jessie jessy
joanna joanne jo johanna asia joana joasia
john jack johnny jon ian johnnie jonny jan janek
jonathan jonathon johnathan jon jonny johnny
joseph joe joey josef jozef jo yusuf
josephine jo josie
joshua josh
judith judy jude judi
julia julie jules julian
juliet juliette jules
karen karin caren
kareem karim
kelly kel
kenneth ken kenny
kerry keri kez
kevin kev
khadija khadijah khadeeja hadija
kieran ciaran kieron
kimberley kimberly kim
kirsty kirsten kirstie
kristian christian chris
laura lauren laurie
lawrence laurence larry laurie loz
leanne lee-anne lianne leeann
lee leigh
leonard len lenny leo leon
leslie lesley les
lewis louis lew lou luis
lillian lily lilian lil lilly
linda lynda lin lindy lyn
lindsay lindsey linsey lyndsey
louise lou lulu louisa
lucinda lucy cindy
lucy lucie luce
luke lucas lukasz luca
lynn lynne lyn
madeleine maddie madeline maddy madelaine
magdalena magda maggie
malcolm malc mal
malgorzata gosia malgosia margaret
marcus markus marc
margaret maggie meg peggy mags marge margie greta margot megan marged
maria mary marie mariam maryam mia
mariam maryam miriam mariyam maryum
marian marion
marilyn marylin
mark marc
martin martyn marty marcin
matilda tilly tilda mattie
matthew mathew matt mat matty mateusz
maureen mo maur
maurice mo
maxwell maximilian max
megan meg meghan megs
melanie mel
melissa mel lissa missy
michael mike mick micky mickey micheal mikey michal mihail mykhailo
michelle shell chelle mich
mildred millie
millicent millie milly
mohammed mohammad muhammad mohamed muhammed mohamad mohamud mo mohd md muhamed mohammud mahomed
monica mon monika
nadia nadiya nadya
natalie nathalie nat natalia
natasha tasha nat tash natacha
nathan nathaniel nat nate nath
neil neal niall neill
niamh neve neave nieve
nicholas nicolas nick nicky nic nico mikolaj
nicola nicky nikki nic niki nicole
nigel nige
noor nur noora nour
norman norm
oliver ollie oli olly
olivia liv livvy livy
omar umar umer omer
owen owain eoin
pamela pam pammie
patricia pat trish tricia patsy patty patti
patrick pat paddy padraig patryk pad
paul pawel pavel paulie pablo
paula paulina pauline polly
penelope penny pen
peter pete piotr pedro
philip phillip phil pip
philippa phillipa pippa pip
phoebe pheebs
piers pierce
priyanka priya
rachel rachael rach raquel
rahman rehman
ralph rafe
raymond ray
rebecca rebekah becky becca bec bex beccy becki
reginald reg reggie
rhiannon rhian rhi
rhys reece reese rees
richard rich rick dick ricky richie rik ryszard
robert rob bob bobby robbie bert robin roberto
roderick rod roddy
roger rog
ronald ron ronnie
rosemary rose rosie rosalind
russell russ russel
ruth ruthie
saira sara
sajid sajjid
samantha sam sammy sammie
samuel sam sammy
sarah sara sally sal sadie
sean shaun shawn shane
sharon shaz shaza
sheila shelagh
shirley shirl
sian sharn shan
simon si
sinead shinade
siobhan shivaun shiv chevonne shevaun chevon
sofia sophia sophie zofia zosia soph
stanislaw stan staszek stanley
stella estelle
stephanie steph stef stefanie steffi
stephen steven steve stevie stefan stephan
stuart stewart stu
susan sue susie suzie suzy susanna susannah suzanne zuzanna
syed sayed sayyid saeed said
tabitha tabby
tamara tammy
tariq tarik tareq tarek
terence terrence terrance terry tel
teresa theresa terry tess tessa therese
thomas tom tommy thom tomasz tomek tomas
timothy tim timmy
toby tobias
tracey tracy trace traci
usman osman uthman
valerie val
vanessa nessa ness
veronica ronnie vera
victor vic wiktor viktor
victoria vicky vicki vikki tori vic viki
vincent vince vinny vinnie
violet vi
virginia ginny
vivian vivienne viv vivien
walter wally walt
wendy wends
wilhelmina mina billie
william will bill billy willy liam wil willie
winifred win winnie freda
wojciech wojtek
yusuf yousef yusef youssef yousuf yousaf yosef
yvonne evonne
zachary zac zack zach zak zachariah
zainab zaynab zeinab zaineb zainub
zoe zoey
"""


def _by_word() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_LINES.split("\n")):
        for word in line.split():
            found[word].add(number)
    return {word: frozenset(lines) for word, lines in found.items()}


LINES_OF: Mapping[str, frozenset[int]] = _by_word()
"""In which lines a word stands: two words that share one are said for one another."""
