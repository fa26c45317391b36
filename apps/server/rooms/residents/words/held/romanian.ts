import type { HeldWords } from './held-words.ts'

export const heldInRomanian: HeldWords = {
  link: 'Vedeți ce date păstrăm despre dumneavoastră sau cereți corectarea lor',
  title: 'Vedeți ce date păstrăm despre dumneavoastră',
  lead: 'Dacă sunteți înregistrat la noi, trimitem un cod la adresa de e-mail pe care o avem sau prin poștă acasă. Cu codul vă vedeți numele, kiturile și vizitele noastre și puteți spune ce este greșit.',
  kept: 'Folosim ce scrieți aici numai ca să vă găsim și ștergem totul în cel mult o zi.',
  onPaper: 'Trimiteți codul prin poștă, chiar dacă aveți adresa mea de e-mail',
  send: 'Trimiteți-mi un cod',
  haveCode: 'Am deja un cod',
  code: {
    title: 'Introduceți codul',
    lead: 'Codul funcționează o singură dată. După aceea pagina rămâne deschisă o jumătate de oră.',
    label: 'Codul din e-mail sau din scrisoare',
    hint: 'Douăsprezece litere și cifre, de exemplu H4TK W7QD 2MAY',
    send: 'Arată ce se păstrează',
  },
  seen: {
    title: 'Ce date păstrăm despre dumneavoastră',
    who: 'Datele dumneavoastră',
    since: 'Înregistrat din',
    notGiven: 'Nu s-a indicat',
    kits: 'Kituri în locuința dumneavoastră',
    noKits: 'Nu știm de niciun kit în locuința dumneavoastră.',
    given: 'A sosit: {day}.',
    before: 'Era acolo înainte să vă înregistrați.',
    used: 'Folosit: {day}.',
    notUsed: 'Nu știm dacă a fost folosit.',
    visits: 'Vizitele noastre',
    noVisits: 'Nu știm de nicio vizită de când v-ați înregistrat.',
    outcomes: {
      protected: 'Am adus un kit și am marcat bunuri împreună',
      delivered: 'Am adus un kit',
      refused: 'Nu s-a dorit un kit',
      'come-back': 'Ni s-a cerut să revenim',
      'tell-sergeant': 'Polițistul a cerut unui sergent să verifice',
      'no-answer': 'Nu a răspuns nimeni',
      'leave-out': 'Polițistul a propus să nu mai venim aici',
    },
    asked: 'Ce s-a cerut cu ajutorul cardului',
    asks: { visit: 'O vizită', decline: 'Să nu mai venim', needs: 'O limbă sau alte nevoi' },
    all: 'Cu aceste date lucrează polițiștii. Pentru o copie a tuturor datelor sau pentru ștergerea lor, sunați la 101 și cereți responsabilul cu protecția datelor (data protection officer).',
    correct: 'Este ceva greșit?',
    correctLead:
      'Scrieți ce este greșit și cum ar trebui să fie. Un sergent citește și dispune corectarea. Nimic nu se schimbă de la sine.',
    words: 'Ce trebuie corectat',
    send: 'Cereți o corectare',
  },
  said: {
    asked: 'Dacă păstrăm ceva despre dumneavoastră, un cod este pe drum.',
    askedCheck:
      'Prin e-mail durează câteva minute, prin poștă câteva zile. Această pagină nu spune dacă păstrăm ceva, pentru ca nimeni să nu poată ghici cine are un kit.',
    askedAgain:
      'Nu a venit niciun cod? Numele trebuie să fie cel de la înregistrare, iar codul poștal cel al locuinței. Sau sunați la 101.',
    corrected: 'Am primit ce ați scris.',
    correctedNext:
      'Un sergent din zona dumneavoastră citește și dispune corectarea. Ca să adăugați ceva, cereți alt cod.',
  },
  errors: {
    code: 'Introduceți codul: douăsprezece litere și cifre',
    check: 'Verificați codul: o literă sau o cifră diferă de cea din scrisoare',
    wrong:
      'Acest cod și acest cod poștal nu deschid nimic: nu merg împreună, sau codul a fost folosit ori este prea vechi. Puteți cere alt cod.',
    words: 'Scrieți ce trebuie corectat, în cel mult 1000 de caractere',
    late: 'Jumătatea de oră a trecut. Cereți alt cod.',
  },
  letter: {
    subject: 'Codul pe care l-ați cerut',
    household: 'Către locatari',
    code: 'Ați cerut să vedeți ce date păstrează poliția despre dumneavoastră și despre marcarea bunurilor. Acesta este codul:',
    where:
      'Intrați pe {address} și introduceți codul și codul poștal. Codul funcționează o singură dată, până la: {day}.',
    notYou: 'Nu ați cerut acest lucru? Distrugeți mesajul: fără cod nimeni nu vede nimic.',
    visit: 'Ați cerut o vizită. Un polițist în uniformă vine: {day}, între {from} și {to}.',
    change:
      'V-ar conveni mai bine altă zi sau v-ați răzgândit? Intrați pe {address} cu codul de pe card sau sunați la 101.',
  },
}
