import type { ResidentWords } from './resident-words.ts'

/** Translated by machine from the English. */
export const portuguese: ResidentWords = {
  service: 'Polícia: marcação de bens',
  skip: 'Ir para o conteúdo principal',
  languages: 'Línguas',
  machine: 'Esta página foi traduzida automaticamente. Se algo não for claro, vale o texto em inglês.',
  back: 'Voltar',
  privacy: 'Como usamos o que nos diz',
  start: {
    title: 'Não estava em casa quando viemos',
    lead: 'Um agente da polícia deixou um cartão à sua porta. Com o código do cartão pode:',
    visit: 'Marcar uma visita',
    decline: 'Dizer que não, para que ninguém volte',
    needs: 'Pedir outra língua ou dizer-nos do que precisa',
  },
  code: { label: 'Código do cartão', hint: 'Sete letras e números, por exemplo K7M PX5X' },
  postcode: { label: 'Código postal da sua casa', hint: 'Para que ninguém responda por si' },
  visit: {
    title: 'Marcar uma visita',
    lead: 'Um agente fardado leva-lhe o kit e mostra-lhe como se usa. Demora cerca de 15 minutos.',
    day: 'Dia',
    choose: 'Escolha um dia',
    part: 'Hora do dia',
    parts: {
      morning: 'Manhã, das 9:00 às 12:00',
      afternoon: 'Tarde, das 12:00 às 17:00',
      evening: 'Fim do dia, das 17:00 às 20:00',
    },
    send: 'Marcar a visita',
  },
  decline: {
    title: 'Dizer que não',
    lead: 'Não voltaremos por este motivo. Se mudar de ideias, marque uma visita com o mesmo cartão.',
    send: 'Não voltem',
  },
  needs: {
    title: 'Diga-nos do que precisa',
    lead: 'Dizemos ao agente antes da visita.',
    language: 'Língua em que quer falar',
    none: 'Sem preferência',
    needs: 'O que o ajudaria?',
    list: {
      'large-print': 'Letras grandes',
      'easy-read': 'Leitura fácil, com palavras curtas e imagens',
      interpreter: 'Um intérprete',
      hearing: 'Sou uma pessoa surda ou com dificuldades de audição',
      'help-with-marking': 'Ajuda para marcar as minhas coisas',
    },
    send: 'Enviar',
  },
  said: {
    title: 'Recebemos a sua mensagem',
    visit: 'Pediu uma visita: {day}. {part}.',
    decline: 'Pediu-nos para não voltarmos.',
    needs: 'Disse-nos do que precisa.',
    check:
      'Temos a mensagem em conta se o código e o código postal forem da mesma casa. Esta página não diz se são, para que ninguém possa descobrir, por tentativas, onde estivemos.',
    again:
      'Mudou de ideias ou enganou-se? Envie o formulário de novo: vale a última mensagem. Ou ligue para o 101.',
  },
  errors: {
    title: 'Há um problema',
    code: 'Escreva o código do cartão: sete letras e números',
    check: 'Verifique o código: uma letra ou um número não é como no cartão',
    postcode: 'Escreva o código postal completo, por exemplo SW1A 1AA',
    day: 'Escolha um dia',
    part: 'Escolha uma hora do dia',
    needs: 'Escolha uma língua ou o que o ajudaria',
  },
  notice: [
    'Guardamos o código, o seu código postal e o que pediu. Usamo-los para irmos quando lhe convier, ou para não irmos.',
    'Aqui não lhe pedimos o nome. Esta página não usa cookies nem scripts.',
    'Se o código e o código postal não forem da mesma casa, apagamos a sua mensagem ao fim de 30 dias.',
    'Os agentes que percorrem a sua rua veem o que pediu. Ninguém fora da polícia o vê.',
    'Pode perguntar à polícia que dados guarda sobre si, pedir que sejam corrigidos ou apagados, ou apresentar queixa. Ligue para o 101 e peça para falar com o encarregado da proteção de dados (data protection officer), ou dirija-se ao Information Commissioner: ico.org.uk.',
  ],
}
