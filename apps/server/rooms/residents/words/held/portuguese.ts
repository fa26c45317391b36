import type { HeldWords } from './held-words.ts'

export const heldInPortuguese: HeldWords = {
  link: 'Ver o que guardamos sobre si, ou pedir uma correção',
  title: 'Ver o que guardamos sobre si',
  lead: 'Se estiver registado connosco, enviamos um código para o endereço de e-mail que temos, ou pelo correio para sua casa. Com o código vê o seu nome, os kits e as nossas visitas, e pode dizer o que está errado.',
  kept: 'Usamos o que escrever aqui apenas para o encontrar, e apagamo-lo dentro de um dia.',
  onPaper: 'Enviem o código pelo correio, mesmo que tenham o meu e-mail',
  send: 'Enviem-me um código',
  haveCode: 'Já tenho um código',
  code: {
    title: 'Introduza o código',
    lead: 'O código funciona uma vez. Depois disso a página fica aberta durante meia hora.',
    label: 'Código do e-mail ou da carta',
    hint: 'Doze letras e números, como H4TK W7QD 2MAY',
    send: 'Mostrar o que está guardado',
  },
  seen: {
    title: 'O que guardamos sobre si',
    who: 'Os seus dados',
    since: 'Registado desde',
    notGiven: 'Não indicado',
    kits: 'Kits em sua casa',
    noKits: 'Não sabemos de nenhum kit em sua casa.',
    given: 'Chegou: {day}.',
    before: 'Já lá estava antes do seu registo.',
    used: 'Usado: {day}.',
    notUsed: 'Não sabemos se foi usado.',
    visits: 'As nossas visitas',
    noVisits: 'Não sabemos de nenhuma visita desde o seu registo.',
    outcomes: {
      protected: 'Trouxemos um kit e marcámos objetos consigo',
      delivered: 'Trouxemos um kit',
      refused: 'Não quiseram um kit',
      'come-back': 'Pediram-nos para voltar',
      'tell-sergeant': 'O agente pediu a um sargento que visse o assunto',
      'no-answer': 'Ninguém respondeu',
      'leave-out': 'O agente propôs não voltar a esta casa',
    },
    asked: 'O que foi pedido com o cartão',
    asks: {
      visit: 'Uma visita',
      decline: 'Não voltar a bater à porta',
      needs: 'Uma língua ou outra necessidade',
    },
    all: 'É com isto que os agentes trabalham. Para uma cópia de tudo o que guardamos, ou para pedir que seja apagado, ligue 101 e peça o encarregado da proteção de dados (data protection officer).',
    correct: 'Há alguma coisa errada?',
    correctLead:
      'Escreva o que está errado e como deve ser. Um sargento lê e manda corrigir. Nada muda por si só.',
    words: 'O que deve ser corrigido',
    send: 'Pedir uma correção',
  },
  said: {
    asked: 'Se guardarmos alguma coisa sobre si, um código vai a caminho.',
    askedCheck:
      'Por e-mail demora minutos, pelo correio alguns dias. Esta página não diz se guardamos alguma coisa, para que ninguém descubra por tentativas quem tem um kit.',
    askedAgain:
      'Não chegou nenhum código? O nome tem de ser como foi registado, e o código postal o da casa. Ou ligue 101.',
    corrected: 'Recebemos o que escreveu.',
    correctedNext:
      'Um sargento da sua zona lê e manda corrigir. Para acrescentar alguma coisa, peça outro código.',
  },
  errors: {
    code: 'Introduza o código: doze letras e números',
    check: 'Verifique o código: uma letra ou número difere da carta',
    wrong:
      'Este código e código postal não abrem nada: não pertencem um ao outro, ou o código já foi usado ou é demasiado antigo. Pode pedir outro código.',
    words: 'Escreva o que deve ser corrigido, no máximo 1000 caracteres',
    late: 'A meia hora acabou. Peça outro código.',
  },
  letter: {
    subject: 'O código que pediu',
    household: 'Aos moradores',
    code: 'Pediu para ver o que a polícia guarda sobre si e sobre a marcação dos seus bens. Este é o seu código:',
    where:
      'Vá a {address} e introduza o código e o seu código postal. O código funciona uma vez, até: {day}.',
    notYou: 'Não pediu isto? Destrua esta mensagem: sem o código ninguém vê nada.',
    visit: 'Pediu uma visita. Um agente fardado vem: {day}, entre as {from} e as {to}.',
    change:
      'Outro dia convém-lhe mais, ou mudou de ideias? Vá a {address} com o código do seu cartão, ou ligue 101.',
  },
}
