import type { HeldWords } from './held-words.ts'

export const heldInPolish: HeldWords = {
  link: 'Sprawdzić, jakie dane przechowujemy, albo poprosić o ich poprawienie',
  title: 'Jakie dane o Państwu przechowujemy',
  lead: 'Jeśli są Państwo u nas zarejestrowani, wyślemy kod na adres e-mail, który mamy, albo listem do domu. Z kodem widać nazwisko, zestawy i nasze wizyty i można napisać, co się nie zgadza.',
  kept: 'To, co tu Państwo wpiszą, służy tylko do odszukania danych i jest usuwane w ciągu doby.',
  onPaper: 'Proszę wysłać kod listem, nawet jeśli policja ma mój adres e-mail',
  send: 'Proszę wysłać mi kod',
  haveCode: 'Mam już kod',
  code: {
    title: 'Wpisz kod',
    lead: 'Kod działa raz. Potem strona pozostaje otwarta przez pół godziny.',
    label: 'Kod z e-maila lub listu',
    hint: 'Dwanaście liter i cyfr, na przykład H4TK W7QD 2MAY',
    send: 'Pokaż dane',
  },
  seen: {
    title: 'Dane, które o Państwu przechowujemy',
    who: 'Państwa dane',
    since: 'Rejestracja od',
    notGiven: 'Nie podano',
    kits: 'Zestawy w Państwa domu',
    noKits: 'Nie wiemy o żadnym zestawie w Państwa domu.',
    given: 'Dostarczony: {day}.',
    before: 'Był tam przed rejestracją.',
    used: 'Użyty: {day}.',
    notUsed: 'Nie wiemy, czy został użyty.',
    visits: 'Nasze wizyty',
    noVisits: 'Nie wiemy o żadnej wizycie od czasu rejestracji.',
    outcomes: {
      protected: 'Przynieśliśmy zestaw i wspólnie oznakowaliśmy rzeczy',
      delivered: 'Przynieśliśmy zestaw',
      refused: 'Zestaw nie był potrzebny',
      'come-back': 'Poproszono, abyśmy przyszli ponownie',
      'tell-sergeant': 'Policjant poprosił sierżanta o sprawdzenie',
      'no-answer': 'Nikt nie otworzył',
      'leave-out': 'Policjant zaproponował, aby tu nie przychodzić',
    },
    asked: 'O co poproszono za pomocą karty',
    asks: { visit: 'O wizytę', decline: 'Aby więcej nie przychodzić', needs: 'O język lub inną pomoc' },
    all: 'Z tych danych korzystają policjanci. Aby otrzymać kopię wszystkich danych albo poprosić o ich usunięcie, proszę zadzwonić pod numer 101 i poprosić o inspektora ochrony danych (data protection officer).',
    correct: 'Coś się nie zgadza?',
    correctLead:
      'Proszę napisać, co jest błędne i jak powinno być. Sierżant to przeczyta i zleci poprawienie. Nic nie zmienia się samo.',
    words: 'Co należy poprawić',
    send: 'Poproś o poprawienie',
  },
  said: {
    asked: 'Jeśli mamy jakieś dane o Państwu, kod jest już w drodze.',
    askedCheck:
      'E-mailem trwa to kilka minut, listem kilka dni. Ta strona nie mówi, czy coś przechowujemy, aby nikt nie mógł zgadywać, kto ma zestaw.',
    askedAgain:
      'Kod nie przyszedł? Nazwisko musi być takie jak przy rejestracji, a kod pocztowy musi należeć do domu. Albo proszę zadzwonić pod numer 101.',
    corrected: 'Otrzymaliśmy to, co Państwo napisali.',
    correctedNext:
      'Sierżant z Państwa okolicy to przeczyta i zleci poprawienie. Aby coś dodać, proszę poprosić o nowy kod.',
  },
  errors: {
    code: 'Wpisz kod: dwanaście liter i cyfr',
    check: 'Sprawdź kod: litera lub cyfra jest inna niż w liście',
    wrong:
      'Ten kod i kod pocztowy niczego nie otwierają: nie należą do siebie albo kod był już użyty lub jest za stary. Można poprosić o nowy kod.',
    words: 'Napisz, co należy poprawić, najwyżej 1000 znaków',
    late: 'Pół godziny minęło. Proszę poprosić o nowy kod.',
  },
  letter: {
    subject: 'Kod, o który Państwo prosili',
    household: 'Do mieszkańców',
    code: 'Poprosili Państwo o wgląd w dane, które policja przechowuje o Państwu i o znakowaniu rzeczy. Oto kod:',
    where: 'Proszę wejść na {address} i wpisać kod oraz kod pocztowy. Kod działa raz, do dnia: {day}.',
    notYou: 'To nie Państwo o to prosili? Proszę zniszczyć tę wiadomość: bez kodu nikt niczego nie zobaczy.',
    visit: 'Poprosili Państwo o wizytę. Umundurowany policjant przyjdzie: {day}, między {from} a {to}.',
    change:
      'Inny dzień byłby lepszy albo zmienili Państwo zdanie? Proszę wejść na {address} z kodem z karty albo zadzwonić pod numer 101.',
  },
}
