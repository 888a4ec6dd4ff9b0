"""Common given names of the people in world news, by gender; written from general knowledge, names of both genders left out."""

from __future__ import annotations

from typing import Final

from analysis.language.entities.words import word_set

MALE: Final = word_set(
    """
    aaron abdel abdelaziz abdelfattah abdelmadjid abdoulaye abdul abdulaziz abdulla abdullah abdulrahman abel abiy abraham adam adel
    adolfo adrian ahmad ahmed aidan akbar akira alan alassane albert alberto alejandro aleksandr alex alexander alexandre alexei
    alexis alfonso alfred alfredo ali alistair allan allen alonso alvaro amartya amir amit amr anand anatoly anders andreas andrei
    andres andrew andrey andrzej andré andrés andy angus anil anthony antoine anton antonio antonis antony anurag anwar archie ari
    arjun armando arnold arsene arthur arturo arun arvind ashok ashraf ashwani ashwin asif atal augusto avi axel ayman ayo bahram
    bandar barack barry bart bartholomew bashar behrouz ben benedict benigno benjamin bernard bernie bertrand bilal bill billy bjorn
    blaise bob bobby boris boubacar brad bradley branko brendan brett brian bruce bruno bryan byron calvin carl carles carlo carlos
    cedric cesar chad charles charlie chester chidi chris christian christoph christophe christopher chukwuma clarence claude claudio
    clement clifford clint clive colin conor conrad corey craig cristian cristiano cyril césar damian damien dan daniel daniele danny
    dario darrell darren dave david davide dean declan deepak denis dennis derek desmond devin didier diego dieter dimitri dinesh dirk
    dmitri dmitry dmytro domenico dominic don donald donnie doug douglas dragan drew duncan dustin dwayne dwight eamon ebrahim ed
    eddie edgar edmund eduardo edward edwin ehab ehud elias elijah eliud elliott emanuel emeka emil emilio emmanuel enda enrique eric
    erik ernest ernesto ernst ethan eugene evan evo ewan fabio fabrice fadi faisal farooq felipe felix ferdinand fernando fidel filip
    filippo floyd francesco francis francisco franck franco francois frank frankie françois fred freddie frederic frederick fredrik
    fyodor gabriel gareth garry gary gavin gene geoff geoffrey george georges gerald gerard gerardo gerhard gerry gianluca gideon
    gilbert giles giorgio giovanni giuseppe glen glenn gonzalo goran gordon graeme graham grant greg gregory grigory guillaume
    guillermo gunter gus gustavo guy haile hailemariam hamad hamdan hamid hamza hans harold harry harsh haruki harvey hasan hashim
    hassan hector heinrich helmut hendrik henri henrik henry herbert herman hernan hideki hiroshi hisham hosni hossein howard hubert
    hugh hugo hussain hussein héctor iain ian ibrahim ichiro idriss igor ilham imran isaac isaias ismail ivan iván jabu jack jackson
    jacob jacques jaime jair jake jakob jamal james janos jared jason javad javier jay jeb jeff jeffrey jens jeremy jerome jerry jesse
    jesus jesús jim jimmy joachim joao joaquin joe joel joerg johan johann johannes john johnny jon jonas jonathan jorg jorge jose
    josef josep joseph josh joshua josphat josé joão juan jude jules julian julio julius junichiro jurgen justin jérôme kamal karim
    karl karthik kazuo keisuke keith ken kenenisa kenji kenneth kenny kenzo kevin khaled khalid khalifa kieran klaus kofi kojo
    konstantin kourosh kurt kwabena kwame kwesi kyle lalit lamar lance larry lars laurence laurent lawrence leandro len leo leon
    leonard leonardo leonid leopold leroy les lewis liam lionel lloyd lorenzo lou louis luc luca lucas luciano luigi luis luiz luka
    lukas luke macky mahathir mahesh mahinda mahmoud mahmud malcolm mamadou manish manmohan manoj manuel marc marcel marcelo marco
    marcos marcus marek mariano mario mark marshall martin marty martín marvin marwan masahiro masoud massimo mateo mathias mathieu
    matt matteo matthew matthias maurice mauricio max maxim maxime maximilian mehdi mehmet mel meles michael michal michel mick miguel
    mikael mike mikhail mikheil milan miles milorad milos milton mishaal mitch mitt moeletsi mohamed mohammad mohammed mohsen moises
    moritz moshe moussa muammar muhammad mukesh murray musa mustafa mwai nabih nabil naftali najib naoto narendra naresh nasser nathan
    nathaniel nawaz neal ned neil nelson neville newt nicholas nick nicolas nicolo niels nigel nikita nikola nikolai nils nitin noah
    noel norbert norman olaf oleg oleksandr oliver olivier olu olusegun omar orlando osama oscar osvaldo otto ousmane owen pablo paolo
    pascal patrice patrick paul paulo pavel pawel pedro peer pervez pete peter petr petro phil philip philippe phillip pierre pieter
    piotr piyush prakash pranab preston qasem qassem rafa rafael rafiq raghuram rahul raila raj rajendra rajesh rajiv rajnath rakesh
    ralph ramesh rami ramon ramzan rand randall randolph randy rashid raul ravi ray raymond raúl recep reggie reginald reinhard renato
    rene rené reuben rex reza ricardo riccardo richard rick ricky rishi rob robbie robert roberto rod rodney rodrigo roger rohit
    roland rolf roman romano ron ronald ronaldo ronan ronnie rory ross rowan roy ruben rudolf rudy rupert russell ryan saad sachin
    saddam saeed salman salva samir samson samuel sandeep sandro sani sanjay santiago satoshi saud scott sean sebastian sebastien
    serge sergei sergey sergio seth seydou shane sharad shaun shawn sherif shimon shinji shinzo siddharth sidharth sidney silvio simon
    sipho slobodan solomon sourav spencer stan stanley stefan stefano stephane stephen sterling steve steven stewart stuart subhash
    sunil suresh svein sylvester sébastien takeshi tamer tamim tariq taro ted tedros terence terrence terry thabo themba theo theodore
    thomas tim timo timothy tobias todd tom tomas tomasz tommy tony toshihiro trevor tristan troy tyler tyrone uddhav uhuru ulrich
    umar umberto usman vaclav valentin valery vasily vernon victor vijay vikram viktor vince vincent vincenzo vinod virat vitaly vitor
    vivek vlad vladimir volker volodymyr wade wagner walid wallace walter warren wayne wendell werner wesley wilfred willem william
    willie willy wilson winston wolfgang woody xavier yair yasir yasser yasuhiro yaw yitzhak yogi yoshihide yousef youssef yoweri
    yukio yuri yusuf yves zachary zack zayed ziad zinedine zoran ángel
    """
)
"""Given names of men and boys, lower case."""

FEMALE: Final = word_set(
    """
    abigail ada adaeze adela adele adriana agatha agnes aiko aileen aisha aishwarya akiko alana alba alejandra alessandra alexandra
    alexandria alia alice alicia alina alison allison alma alyssa amaka amal amalia amanda amber amelia amelie amina amira amy amélie
    ana anastasia andrée angela angelica angelina angie anita anja ann anna annabel anne anneke annette annie antonia anushka anya
    april ariana arlene astrid aude audrey aurora ava avril ayesha barbara beatrice beatriz becky belinda benazir bernadette bernice
    bertha beryl beth bethany betsy betty beverley beverly bianca bonnie brenda bridget brigitte brittany bronwyn camila camilla
    candace carina carla carly carmen carol carole carolina caroline carolyn carrie cassandra catalina catherine cathy cecile cecilia
    celeste celia celine chantal charlotte chelsea cherie cherry cheryl chioma chloe christiana christina christine cindy claire clara
    clare claudette claudia colette colleen condoleezza connie constance consuelo cora corazon cordelia cornelia cristina crystal
    cynthia cécile céline dagmar daisy dalia danielle daphne darlene dawn debbie deborah debra deepika deirdre delia denise desiree
    diana diane dianne dilma dina dolores dominika donna dora doris dorothea dorothy edith edna eileen elaine eleanor elena eleni
    eliana elisa elisabeth elise eliza elizabeth ella ellen elsa elsie elvira emily emma erica erika erin esme esmeralda esperanza
    estelle esther ethel eugenia eva evelyn faith farah fatima faye felicia felicity fiona flora florence folake frances francesca
    francoise françoise frida funmi gabriela gabriella gabrielle gail geena geeta gemma genevieve georgia georgina geraldine gertrude
    gillian gina ginger giorgia gisela giulia gladys glenda gloria graca grace graça greta gretchen gwen gwendolyn hanan hannah
    harriet haruka hasina hazel heather heidi helen helena helene helga helène henrietta hermione hilary hilda hillary hina hind holly
    hope huda huma hélène ida ilhan ilona imelda indira ines inez ingrid inés irena irene irina iris irma isabel isabella isabelle
    isla ivana ivanka jacinda jacqueline jacqui jade jana jane janet janette janice jasmine jeanette jeanne jeannette jemima jen jenna
    jennifer jenny jessica jhulan jill joan joann joanna joanne jocelyn jodie josefina josephine joy joyce juanita judith judy julia
    juliana julie juliet juliette june kaja kamala kangana kareena karen karin karina karla kate katerina katherine kathleen kathryn
    kathy katia katie katja katrin katrina kay kayla kayleigh keiko keira kellyanne kersti khadija kimberly kirsten kirsty kristen
    kristi kristin kristina krystal lakshmi lana lara larissa latifa laura lauren layla lea leah leila lena leona leonora lesley
    leticia liane lidia liesbeth lila lilian liliana lillian lily lina linda lindiwe lisa liv livia liz liza lizzie lois lola lora
    loretta lorna lorraine louisa louise lucia lucie lucille lucinda lucy lucía ludmila luisa luz lydia lyn lynda lynn lynne mabel
    madeleine madonna maeve magda magdalena maggie maia malala malin mamata mandy manuela mara marcella marcia margaret margarita
    margot margrethe maria mariah mariam mariana marianne marie marielle marilyn marina marine marisa marissa marjorie marlene marta
    martha martina martine mary maryam maría mathilde matilda maud maureen mavis maxine maya mayawati mayra meena megan meghan melania
    melanie melinda melissa mercedes mercy meredith meryl mette mia michaela michele michelle michiko mildred milena millie mina mira
    miranda miriam mithali moira molly mona monica monika monique muriel myra myriam mónica nadia nadine naledi nancy naomi natalia
    natalie natasha nathalie neeta neha ngozi nicki nicola nicole nina nirmala nkosazana noelle nora noriko norma noémie nuala octavia
    olga olive olivia ophelia oprah paige pamela paola patience patricia patsy patty paula paulina pauline pearl peggy penelope penny
    petra phoebe phyllis pia pilar polly portia pratibha priscilla priti priya priyanka queenie rachael rachel ramona rania raquel
    rebecca regina rekha renata renee rhoda rhonda rita roberta rosa rosalia rosalind rosalyn rosanna rose roseanne rosemary rosie
    roxanne ruby ruth sabina sabine sabrina sadie safia sahle saina sakura salma samantha samia sandra sania sanna sara sarah saskia
    scarlett segolene selena selina serena sharon sheila shelley sherry shirin shirley sienna silvia simone sindhu sinead siobhan
    smriti sofia sofía sonia sonja sophia sophie stacey stella stephanie sue suella sumaya sunita susan susana susanna susanne sushma
    suzanne svetlana sybil sylvia sylvie ségolène tabitha tamara tania tanya tara tatiana teresa tess tessa thelma theresa therese
    thuli tiffany tina tomoko tracey trish trudy tulsi ursula valentina valeria valerie vanessa vera veronica verónica vicky victoria
    viola violet violeta virginia viviane wanda wangari wendy whoopi wilhelmina wilma winifred winnie xenia yasmin yasmine yekaterina
    yelena yemisi ylva yoko yolanda yulia yuriko yvette yvonne zainab zara zeinab zelda zoe zuzana élisabeth élise
    """
)
"""Given names of women and girls, lower case."""
