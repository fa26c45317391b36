import type { ResidentWords } from './resident-words.ts'

/** Translated by machine from the English. */
export const romanian: ResidentWords = {
  service: 'Poliția: marcarea bunurilor',
  skip: 'Treceți la conținutul principal',
  languages: 'Limbi',
  machine: 'Această pagină a fost tradusă automat. Dacă ceva nu este clar, este valabil textul în engleză.',
  back: 'Înapoi',
  privacy: 'Cum folosim ceea ce ne spuneți',
  start: {
    title: 'Nu erați acasă când am venit',
    lead: 'Un polițist a lăsat un card la ușa dumneavoastră. Cu codul de pe card puteți:',
    visit: 'Programați o vizită',
    decline: 'Spuneți nu, ca să nu mai vină nimeni',
    needs: 'Cereți o altă limbă sau spuneți-ne de ce aveți nevoie',
  },
  code: { label: 'Codul de pe card', hint: 'Șapte litere și cifre, de exemplu K7M PX5X' },
  postcode: {
    label: 'Codul poștal al locuinței',
    hint: 'Ca să nu răspundă altcineva în locul dumneavoastră',
  },
  visit: {
    title: 'Programați o vizită',
    lead: 'Un polițist în uniformă aduce setul și vă arată cum se folosește. Durează aproximativ 15 minute.',
    day: 'Ziua',
    choose: 'Alegeți o zi',
    part: 'Ora',
    parts: {
      morning: 'Dimineața, 9:00–12:00',
      afternoon: 'După-amiaza, 12:00–17:00',
      evening: 'Seara, 17:00–20:00',
    },
    send: 'Programați vizita',
  },
  decline: {
    title: 'Refuzați setul',
    lead: 'Nu vom mai veni pentru aceasta. Dacă vă răzgândiți, programați o vizită cu același card.',
    send: 'Nu mai veniți',
  },
  needs: {
    title: 'Spuneți-ne de ce aveți nevoie',
    lead: 'Îi spunem polițistului înainte să vină.',
    language: 'Limba în care doriți să vorbiți',
    none: 'Nicio preferință',
    needs: 'Ce v-ar ajuta?',
    list: {
      'large-print': 'Text cu litere mari',
      'easy-read': 'Text ușor de citit, cu cuvinte scurte și imagini',
      interpreter: 'Un interpret',
      hearing: 'Sunt surd sau aud greu',
      'help-with-marking': 'Ajutor la marcarea lucrurilor',
    },
    send: 'Trimiteți',
  },
  said: {
    title: 'Am primit mesajul dumneavoastră',
    visit: 'Ați cerut o vizită: {day}. {part}.',
    decline: 'Ne-ați cerut să nu mai venim.',
    needs: 'Ne-ați spus de ce aveți nevoie.',
    check:
      'Ținem cont de mesaj dacă codul și codul poștal sunt ale aceleiași locuințe. Pagina nu spune dacă este așa, pentru ca nimeni să nu poată afla, ghicind, unde am fost.',
    again:
      'V-ați răzgândit sau ați greșit? Trimiteți din nou formularul: ultimul mesaj este valabil. Sau sunați la 101.',
  },
  errors: {
    title: 'Există o problemă',
    code: 'Introduceți codul de pe card: șapte litere și cifre',
    check: 'Verificați codul: o literă sau o cifră este diferită de cea de pe card',
    postcode: 'Introduceți codul poștal întreg, de exemplu SW1A 1AA',
    day: 'Alegeți o zi',
    part: 'Alegeți ora',
    needs: 'Alegeți o limbă sau ce v-ar ajuta',
  },
  notice: [
    'Păstrăm codul, codul poștal și ceea ce ați cerut. Le folosim ca să venim când vă convine sau ca să nu mai venim.',
    'Nu vă cerem aici numele. Această pagină nu folosește cookie-uri și nu rulează scripturi.',
    'Dacă codul și codul poștal nu sunt ale aceleiași locuințe, ștergem mesajul după 30 de zile.',
    'Polițiștii care merg pe strada dumneavoastră văd ce ați cerut. Nimeni din afara poliției nu vede.',
    'Puteți întreba poliția ce date păstrează despre dumneavoastră, puteți cere corectarea sau ștergerea lor ori puteți face o plângere. Sunați la 101 și cereți responsabilul cu protecția datelor (data protection officer) sau adresați-vă Information Commissioner: ico.org.uk.',
  ],
}
