/** Why an area is not checked, or not by somebody, by what the database calls it. */
export const checkFaults = {
  'no officer': 'Choose a ward officer or a Prevention PCSO',
  'reads of them':
    'Choose an officer of another ward, or a PCSO of another BCU: this one can read what was reported of these homes',
  'was there': 'Choose somebody else: this officer visited homes of this area, or had them in a round',
  'not yours': 'No home of your BCU is counted in this area',
  'two sides':
    'Some homes of this area belong to another BCU. The programme lead orders a check of both sides together',
  'one side': 'All homes of this area belong to one BCU. Its sergeant orders the check',
} as const

export const isCheckFault = (text: string): text is keyof typeof checkFaults =>
  Object.hasOwn(checkFaults, text)

/** Faults of an area; all others are of whoever is to check it. */
export const areaFaults: readonly string[] = ['not yours', 'two sides', 'one side']
