import type { HeldWords } from './held-words.ts'

export const heldInSpanish: HeldWords = {
  link: 'Ver lo que guardamos sobre usted o pedir que se corrija',
  title: 'Ver lo que guardamos sobre usted',
  lead: 'Si está registrado con nosotros, enviamos un código a la dirección de correo electrónico que tenemos, o por carta a su casa. Con el código ve su nombre, sus kits y nuestras visitas, y puede decir qué está mal.',
  kept: 'Usamos lo que escriba aquí solo para encontrarle, y lo borramos en un día.',
  onPaper: 'Envíen el código por carta, aunque tengan mi correo electrónico',
  send: 'Envíenme un código',
  haveCode: 'Ya tengo un código',
  code: {
    title: 'Escriba su código',
    lead: 'El código sirve una vez. Después la página sigue abierta media hora.',
    label: 'Código del correo electrónico o de la carta',
    hint: 'Doce letras y números, como H4TK W7QD 2MAY',
    send: 'Mostrar lo que se guarda',
  },
  seen: {
    title: 'Lo que guardamos sobre usted',
    who: 'Sus datos',
    since: 'Registrado desde',
    notGiven: 'No se indicó',
    kits: 'Kits en su casa',
    noKits: 'No sabemos de ningún kit en su casa.',
    given: 'Llegó: {day}.',
    before: 'Ya estaba allí antes de su registro.',
    used: 'Usado: {day}.',
    notUsed: 'No sabemos si se usó.',
    visits: 'Nuestras visitas',
    noVisits: 'No sabemos de ninguna visita desde su registro.',
    outcomes: {
      protected: 'Llevamos un kit y marcamos objetos con ustedes',
      delivered: 'Llevamos un kit',
      refused: 'No quisieron un kit',
      'come-back': 'Nos pidieron que volviéramos',
      'tell-sergeant': 'El agente pidió a un sargento que lo revisara',
      'no-answer': 'No respondió nadie',
      'leave-out': 'El agente propuso no llamar a esta casa',
    },
    asked: 'Lo que se pidió con la tarjeta',
    asks: {
      visit: 'Una visita',
      decline: 'Que no volvamos a llamar',
      needs: 'Un idioma u otras necesidades',
    },
    all: 'Con esto trabajan los agentes. Para una copia de todo lo que guardamos, o para que se borre, llame al 101 y pregunte por el delegado de protección de datos (data protection officer).',
    correct: '¿Hay algo mal?',
    correctLead:
      'Escriba qué está mal y cómo debería ser. Un sargento lo lee y hace que se corrija. Nada cambia por sí solo.',
    words: 'Qué se debe corregir',
    send: 'Pedir una corrección',
  },
  said: {
    asked: 'Si guardamos algo sobre usted, un código está en camino.',
    askedCheck:
      'Por correo electrónico tarda minutos, por carta algunos días. Esta página no dice si guardamos algo, para que nadie pueda averiguar probando quién tiene un kit.',
    askedAgain:
      '¿No llegó ningún código? El nombre debe ser como se registró, y el código postal el de la casa. O llame al 101.',
    corrected: 'Tenemos lo que ha escrito.',
    correctedNext: 'Un sargento de su zona lo lee y hace que se corrija. Para añadir algo, pida otro código.',
  },
  errors: {
    code: 'Escriba el código: doce letras y números',
    check: 'Revise el código: una letra o número es distinto del de la carta',
    wrong:
      'Este código y código postal no abren nada: no van juntos, o el código ya se usó o es demasiado antiguo. Puede pedir otro código.',
    words: 'Escriba qué se debe corregir, con 1000 caracteres como máximo',
    late: 'La media hora ha pasado. Pida otro código.',
  },
  letter: {
    subject: 'El código que pidió',
    household: 'A los residentes',
    code: 'Pidió ver lo que la policía guarda sobre usted y sobre el marcado de sus bienes. Este es su código:',
    where: 'Vaya a {address} y escriba el código y su código postal. El código sirve una vez, hasta: {day}.',
    notYou: '¿No lo pidió usted? Destruya este mensaje: sin el código nadie ve nada.',
    visit: 'Pidió una visita. Un agente de uniforme viene: {day}, entre las {from} y las {to}.',
    change:
      '¿Le conviene más otro día o ha cambiado de idea? Vaya a {address} con el código de su tarjeta, o llame al 101.',
  },
}
