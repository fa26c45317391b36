import type { Actor } from '../with-actor.ts'
import type { Login } from './logins.ts'
import type { Role } from './roles.ts'

type TakenOn = { role: Role; login: Login; because: string }

/**
 * Where the product takes on a role that nobody signed in with, each with its reason. Whoever is signed in acts in the role
 * that they hold (`request.actor`); no file names a role for anybody elsewhere.
 */
export const takenOn = {
  signIn: {
    role: 'identity',
    login: 'signIn',
    because: 'Before it is known who acts, sign-in asks whose session it is.',
  },
  ownAccount: {
    role: 'identity',
    login: 'signIn',
    because: 'One’s own sessions and notes are one’s own to see and end, in whatever role or none.',
  },
  lostPhone: {
    role: 'identity',
    login: 'signIn',
    because: 'Whoever revokes a phone ends the sign-ins on it, and may do nothing else with anybody’s.',
  },
  residentPages: {
    role: 'visitor',
    login: 'web',
    because:
      'Whoever answers a card or has a kit has no account: they may leave a message, and read nothing but what a code for once opens.',
  },
  cardMessages: {
    role: 'importer',
    login: 'worker',
    because: 'What was said by a card goes to its home, whoever looks at it.',
  },
  kitMessages: {
    role: 'importer',
    login: 'worker',
    because: 'What was said of a kit goes to the home that has it, whoever looks at it.',
  },
  letters: {
    role: 'importer',
    login: 'worker',
    because: 'Whoever asks what is held of them is written to, whoever looks at it.',
  },
  wall: {
    role: 'visitor',
    login: 'web',
    because:
      'Whether anything was counted since is the same for everybody who waits for it: nobody’s rights are needed to hear that.',
  },
  fileRetention: {
    role: 'importer',
    login: 'worker',
    because: 'A picture that was kept for as long as it may be goes, whoever is there.',
  },
  sealer: {
    role: 'sealer',
    login: 'worker',
    because: 'Entries are gathered into the log by nobody’s order.',
  },
  bundleProofs: {
    role: 'sealer',
    login: 'worker',
    because:
      'Which entries of the log are of an exhibit is shown to whoever may see that exhibit; the sealer alone reads them all.',
  },
  keyCheck: {
    role: 'sealer',
    login: 'worker',
    because: 'Before anything is read, the master key is held against the rows that it wraps.',
  },
  counting: {
    role: 'importer',
    login: 'worker',
    because: 'Counts follow what was imported, whoever looks at them.',
  },
  kitCodes: {
    role: 'registrar',
    login: 'command',
    because: 'Codes that an earlier version kept as they are get encrypted before anything is served.',
  },
  placing: {
    role: 'importer',
    login: 'worker',
    because: 'In which area a point lies follows from the boundaries, whoever asks.',
  },
  model: {
    role: 'risk',
    login: 'worker',
    because: 'The model sees burglaries, homes, time and place and nothing else, whoever asks.',
  },
  expectation: {
    role: 'planner',
    login: 'worker',
    because: 'An expectation is kept as a plan is, while the model that made it may keep nothing.',
  },
  measuring: {
    role: 'planner',
    login: 'worker',
    because: 'Figures of a report are the same for whoever reads it, other types of crime among them.',
  },
  demonstrationData: {
    role: 'importer',
    login: 'command',
    because: 'The made-up city comes in the way of real data.',
  },
  demonstrationHomes: {
    role: 'registrar',
    login: 'command',
    because: 'Its homes and residents are of the register.',
  },
  demonstrationPeople: {
    role: 'identity',
    login: 'command',
    because: 'Its people are posted as an administrator posts.',
  },
  importCommand: {
    role: 'importer',
    login: 'command',
    because: 'Whoever may run the command on the machine imports.',
  },
  importKitsCommand: {
    role: 'registrar',
    login: 'command',
    because:
      'Kits go into the ledger, which is of the register, and what is known of them in an area stands beside its homes.',
  },
  modelCommand: {
    role: 'risk',
    login: 'command',
    because: 'A command that asks the model sees what the model sees.',
  },
  planCommand: {
    role: 'planner',
    login: 'command',
    because: 'A command that plans or measures reads what a planner reads.',
  },
  emergencyCommand: {
    role: 'identity',
    login: 'command',
    because: 'A code for an emergency is made on the machine, where nobody can sign in.',
  },
  verifyCommand: {
    role: 'sealer',
    login: 'command',
    because: 'Who checks the log reads all of it, and adds nothing to it.',
  },
  supplyCommand: {
    role: 'registrar',
    login: 'command',
    because: 'Where kits are is the same for whoever may run the command on the machine.',
  },
  continuityCommand: {
    role: 'importer',
    login: 'command',
    because: 'The continuity of an exhibit is the same for whoever may run the command on the machine.',
  },
  bundleCommand: {
    role: 'investigator',
    login: 'command',
    because: 'A bundle of a case holds its traces, whose crossings are an investigator’s.',
  },
  scansCommand: {
    role: 'importer',
    login: 'command',
    because:
      'How many were scanned is the same for whoever may run the command on the machine; nobody is named.',
  },
  traceCommand: {
    role: 'investigator',
    login: 'command',
    because:
      'Whoever may run the command on the machine traces as an investigator does, with case and purpose.',
  },
  codeRegister: {
    role: 'registrar',
    login: 'command',
    because:
      'A partial reading is held against every code, whoever asks; nobody is shown one that does not fit.',
  },
  roundsCommand: {
    role: 'registrar',
    login: 'command',
    because: 'Rounds are made of the register, and of what came of visits to its homes.',
  },
  keysCommand: {
    role: 'registrar',
    login: 'command',
    because: 'A new master key wraps the rows of every register.',
  },
  readingKeysCommand: {
    role: 'importer',
    login: 'command',
    because: 'It wraps the codes of readings too, which no register sees.',
  },
} as const satisfies Record<string, TakenOn>

export type Place = keyof typeof takenOn

/** An actor of that name in the role of one of these places, by its login. */
export const actingAs = (place: Place, id: string): Actor => {
  const { role, login } = takenOn[place]
  return { id, role, login }
}
