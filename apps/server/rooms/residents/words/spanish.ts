import type { ResidentWords } from './resident-words.ts'

/** Translated by machine from the English. */
export const spanish: ResidentWords = {
  service: 'Policía: marcado de bienes',
  skip: 'Ir al contenido principal',
  languages: 'Idiomas',
  machine: 'Esta página se tradujo automáticamente. Si algo no está claro, vale el texto en inglés.',
  back: 'Volver',
  privacy: 'Cómo usamos lo que nos cuenta',
  start: {
    title: 'No estaba en casa cuando vinimos',
    lead: 'Un agente de policía dejó una tarjeta en su puerta. Con el código de la tarjeta puede:',
    visit: 'Reservar una visita',
    decline: 'Decir que no, para que nadie vuelva a llamar',
    needs: 'Pedir otro idioma o decirnos qué necesita',
  },
  code: { label: 'Código de la tarjeta', hint: 'Siete letras y números, por ejemplo K7M PX5X' },
  postcode: { label: 'Código postal de su vivienda', hint: 'Para que nadie más pueda responder por usted' },
  visit: {
    title: 'Reservar una visita',
    lead: 'Un agente uniformado le lleva el kit y le enseña a usarlo. Dura unos 15 minutos.',
    day: 'Día',
    choose: 'Elija un día',
    part: 'Hora del día',
    parts: {
      morning: 'Mañana, de 9:00 a 12:00',
      afternoon: 'Tarde, de 12:00 a 17:00',
      evening: 'Noche, de 17:00 a 20:00',
    },
    send: 'Reservar la visita',
  },
  decline: {
    title: 'Decir que no',
    lead: 'No volveremos a llamar por esto. Si cambia de opinión, reserve una visita con la misma tarjeta.',
    send: 'No vuelvan a llamar',
  },
  needs: {
    title: 'Díganos qué necesita',
    lead: 'Se lo diremos al agente antes de que vaya.',
    language: 'Idioma en el que quiere hablar',
    none: 'Sin preferencia',
    needs: '¿Qué le ayudaría?',
    list: {
      'large-print': 'Letra grande',
      'easy-read': 'Lectura fácil, con palabras cortas e imágenes',
      interpreter: 'Un intérprete',
      hearing: 'Soy una persona sorda o con dificultades de audición',
      'help-with-marking': 'Ayuda para marcar mis cosas',
    },
    send: 'Enviar',
  },
  said: {
    title: 'Hemos recibido su mensaje',
    visit: 'Ha pedido una visita: {day}. {part}.',
    decline: 'Nos ha pedido que no volvamos a llamar.',
    needs: 'Nos ha dicho qué necesita.',
    check:
      'Lo tendremos en cuenta si el código y el código postal son de la misma vivienda. Esta página no dice si lo son, para que nadie pueda averiguar, probando, dónde hemos estado.',
    again:
      '¿Ha cambiado de opinión o se ha equivocado? Envíe el formulario otra vez: vale su último mensaje. O llame al 101.',
  },
  errors: {
    title: 'Hay un problema',
    code: 'Escriba el código de la tarjeta: siete letras y números',
    check: 'Compruebe el código: una letra o un número no es como en la tarjeta',
    postcode: 'Escriba el código postal completo, por ejemplo SW1A 1AA',
    day: 'Elija un día',
    part: 'Elija una hora del día',
    needs: 'Elija un idioma o lo que le ayudaría',
  },
  notice: [
    'Guardamos el código, su código postal y lo que ha pedido. Lo usamos para ir cuando le venga bien, o para no ir.',
    'Aquí no le pedimos su nombre. Esta página no usa cookies ni scripts.',
    'Si el código y el código postal no son de la misma vivienda, borramos su mensaje a los 30 días.',
    'Los agentes que recorren su calle ven lo que ha pedido. Nadie más fuera de la policía lo ve.',
    'Puede preguntar a la policía qué datos guarda sobre usted, pedir que se corrijan o se borren, o presentar una queja. Llame al 101 y pregunte por el responsable de protección de datos (data protection officer), o diríjase al Information Commissioner: ico.org.uk.',
  ],
}
