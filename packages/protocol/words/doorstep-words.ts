/**
 * What a resident should know before they say yes or no, in their own language, as a card that is held out to them: English, and
 * six languages of Londoners by the Census of 2021 (Office for National Statistics, main language, table TS024); README says how
 * they were chosen.
 *
 * Translated by machine from the English. Each must be checked by somebody who grew up with the language before it is shown;
 * `checked` says by when that was done, and the card says so too.
 */
export type DoorstepWords = {
  /** As in BCP 47. */
  language: string
  /** In the language itself, and in English for the officer. */
  name: string
  english: string
  direction: 'ltr' | 'rtl'
  checked: string | null
  /** Who we are; what the bottle is; that it is free; that they may say no; what happens with their name; an interpreter. */
  words: readonly [who: string, bottle: string, free: string, no: string, name: string, interpreter: string]
}

export const doorstepWords: readonly DoorstepWords[] = [
  {
    language: 'en',
    name: 'English',
    english: 'English',
    direction: 'ltr',
    checked: '2026-11-29',
    words: [
      'We are from the police. We are visiting the homes in this area.',
      'We bring you a small bottle. With it you can put an invisible mark on your things. If they are stolen, the police can find out whose they are.',
      'It is free. We do not ask for money.',
      'You may say no. Nothing happens if you do.',
      'We ask for your name so that marked things can be brought back to you. You can have the bottle without giving your name.',
      'Somebody can come back with an interpreter.',
    ],
  },
  {
    language: 'ro',
    name: 'Română',
    english: 'Romanian',
    direction: 'ltr',
    checked: null,
    words: [
      'Suntem de la poliție. Vizităm locuințele din această zonă.',
      'Vă aducem un flacon mic. Cu lichidul din el puteți pune un semn invizibil pe lucrurile dumneavoastră. Dacă sunt furate, poliția poate afla ale cui sunt.',
      'Este gratuit. Nu cerem bani.',
      'Puteți spune nu. Dacă refuzați, nu se întâmplă nimic.',
      'Vă cerem numele pentru ca lucrurile marcate să vă poată fi înapoiate. Puteți primi flaconul și fără să ne spuneți numele.',
      'Cineva poate reveni cu un interpret.',
    ],
  },
  {
    language: 'es',
    name: 'Español',
    english: 'Spanish',
    direction: 'ltr',
    checked: null,
    words: [
      'Somos de la policía. Estamos visitando las viviendas de esta zona.',
      'Le traemos un frasco pequeño. Con su líquido puede poner una marca invisible en sus cosas. Si se las roban, la policía puede averiguar de quién son.',
      'Es gratis. No pedimos dinero.',
      'Puede decir que no. Si dice que no, no pasa nada.',
      'Le pedimos su nombre para poder devolverle las cosas marcadas. También puede recibir el frasco sin dar su nombre.',
      'Alguien puede volver con un intérprete.',
    ],
  },
  {
    language: 'pl',
    name: 'Polski',
    english: 'Polish',
    direction: 'ltr',
    checked: null,
    words: [
      'Jesteśmy z policji. Odwiedzamy domy w tej okolicy.',
      'Przynosimy małą buteleczkę. Płynem z niej można niewidocznie oznaczyć swoje rzeczy. Jeśli zostaną skradzione, policja może ustalić, do kogo należą.',
      'To jest bezpłatne. Nie prosimy o pieniądze.',
      'Można odmówić. Odmowa nie ma żadnych skutków.',
      'Prosimy o imię i nazwisko, aby oznaczone rzeczy mogły wrócić do właściciela. Buteleczkę można dostać także bez podawania nazwiska.',
      'Ktoś może wrócić z tłumaczem.',
    ],
  },
  {
    language: 'bn',
    name: 'বাংলা',
    english: 'Bengali',
    direction: 'ltr',
    checked: null,
    words: [
      'আমরা পুলিশের পক্ষ থেকে এসেছি। আমরা এই এলাকার বাড়িগুলোতে যাচ্ছি।',
      'আমরা আপনার জন্য একটি ছোট বোতল এনেছি। এর তরল দিয়ে আপনি আপনার জিনিসে অদৃশ্য চিহ্ন দিতে পারেন। সেগুলো চুরি হলে পুলিশ জানতে পারবে সেগুলো কার।',
      'এটি বিনামূল্যে। আমরা কোনো টাকা চাই না।',
      'আপনি না বলতে পারেন। না বললে কোনো সমস্যা হবে না।',
      'আমরা আপনার নাম জানতে চাই, যাতে চিহ্ন দেওয়া জিনিস আপনাকে ফেরত দেওয়া যায়। নাম না দিয়েও আপনি বোতলটি নিতে পারেন।',
      'কেউ একজন দোভাষী নিয়ে আবার আসতে পারেন।',
    ],
  },
  {
    language: 'pt',
    name: 'Português',
    english: 'Portuguese',
    direction: 'ltr',
    checked: null,
    words: [
      'Somos da polícia. Estamos a visitar as casas desta zona.',
      'Trazemos-lhe um pequeno frasco. Com o líquido pode pôr uma marca invisível nas suas coisas. Se forem roubadas, a polícia pode descobrir de quem são.',
      'É gratuito. Não pedimos dinheiro.',
      'Pode dizer que não. Se disser que não, não acontece nada.',
      'Pedimos o seu nome para lhe podermos devolver as coisas marcadas. Também pode ficar com o frasco sem dar o seu nome.',
      'Alguém pode voltar com um intérprete.',
    ],
  },
  {
    language: 'ar',
    name: 'العربية',
    english: 'Arabic',
    direction: 'rtl',
    checked: null,
    words: [
      'نحن من الشرطة. نزور المنازل في هذه المنطقة.',
      'أحضرنا لكم زجاجة صغيرة. بالسائل الذي فيها يمكنكم وضع علامة غير مرئية على أغراضكم. إذا سُرقت، يمكن للشرطة أن تعرف لمن هي.',
      'إنها مجانية. نحن لا نطلب المال.',
      'يمكنكم أن تقولوا لا. لن يحدث شيء إذا رفضتم.',
      'نسألكم عن اسمكم لكي نعيد إليكم الأغراض التي عليها العلامة. يمكنكم أخذ الزجاجة من دون ذكر اسمكم.',
      'يمكن أن يعود أحد مع مترجم.',
    ],
  },
]
