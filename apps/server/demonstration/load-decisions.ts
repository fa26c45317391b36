import { actingAs } from '../foundation/access/acting-as.ts'
import type { Database } from '../foundation/database.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import { beginDraft, takeSource } from '../rooms/account/decisions/register.ts'
import type { Draft } from '../rooms/account/decisions/shape.ts'

/** The facts of MOPAC decision PCD 536 in our own words, in the form of its page: undated, and without a heading of section 4. */
const pcd536 = `MetTrace

Key information

Reference code: PCD 536

Date signed:

Decision by: Deputy Mayor, Policing and Crime

Executive summary

MetTrace is to reduce residential burglary by forensic marking of property. It helps the victims who are most at risk. After a first project it goes on in the areas most at risk.

Recommendation

The Deputy Mayor for Policing and Crime is recommended to:

• Approve a tender, and its award, for a new phase of MetTrace of 5 years

• Note that £5.6m cost over 5 years is within approved budgets.

Non-confidential facts and advice to the Deputy Mayor for Policing and Crime (DMPC)

1. Introduction and background

1.1. The liquid is invisible until it is seen under ultraviolet light. Kits go out with signs, press, visits to second-hand shops and scanning. The share of homes aimed at is 85%.

1.2. The aim is that offenders expect to be traced, so as many homes as possible are to be reached.

2. Issues for consideration

2.1. How many kits there will be depends on the price that the tender finds. At least 440,000 MetTrace kits over 5 years are proposed, more if the price stays low. By a linear trend they are predicted to reduce 7,652 residential burglaries, which is 109,567 police hours saved.

2.2. Ward officers and 60 Prevention PCSOs, 5 in each BCU, hand them out.

3. Financial and Commercial Comments

3.1. £1.12m is set aside in the Frontline Policing budget for the annual costs for 5 years (total cost £5.6m over 5 years).

4.1. Contracts for goods or services of £181,302 or more come under the Public Contracts Regulations 2015. The request is above that threshold.

4.2. By paragraph 4.13 of the MOPAC Scheme of Delegation and Consent the Deputy Mayor approves going to tender at £500,000 or above.

5. GDPR and Data Privacy

5.1. An assessment of the impact on data protection is made where the risk is high. The statement of requirements has a section on data protection, and the supplier signs a sharing agreement.

6. Equality Comments

6.1. The business case was screened for equality. Suppliers are assessed before they sign.

7. Background/supporting papers

7.1. None.

Signed decision document
`

const lamps = (signed: string): string => `Lamps for property stores

Reference code:
PCD 9402
Date signed:
${signed}
Authorisation name:
Deputy Mayor, Policing and Crime

Executive summary

Every property store is to have a lamp that makes the liquid glow.

Recommendation

The Deputy Mayor for Policing and Crime is recommended to:

• Approve the total funding of £1.5m. The spend is broken down as follows: £0.7m in 2027/28, then £0.3m a year until 2030/31.

Non-confidential facts and advice to the DMPC

1. Introduction and background

1.1. Two of three stores have no lamp in check.

2. Issues for consideration

2.1. Lamps are checked once a month with a test card.

3. Financial Comments

3.1. The cost is met from approved budgets.

4. Legal Comments

4.1. The procurement is under the Procurement Act 2023.

5. GDPR and Data Privacy

5.1. No personal data is kept by a lamp.

6. Equality Comments

6.1. None that differ by group.

7. Background/supporting papers

7.1. None.
`

const tender = (year: number): Draft => ({
  title: `Kits for ${year + 1}/${String(year + 2).slice(2)}: go to tender`,
  request: 'tender',
  net: 448_000_000,
  gross: 537_600_000,
  beginsOn: `${year + 1}-01-08`,
  sections: {
    'executive summary':
      'The contract for kits ends next August. This decision asks to go to tender for up to 88,000 kits a year for four years, within a budget already in the baseline.',
    recommendation:
      'The Deputy Mayor is asked to approve going to tender for a contract of up to £4.48m without VAT over four years.',
    introduction:
      '1.1 Kits are handed out in areas most at risk.\n1.2 Measure publishes each year whether burglary fell, whatever it finds.',
    issues:
      '2.1 The number of kits depends on the price. At £12.72 a kit the budget buys 88,000 a year.\n2.2 Whether kits reduce burglary is not settled; the hours at doors are counted against those saved.',
    finance:
      '3.1 The yearly budget is £1.12m. £1.12m in the first year, £1.12m in the second year, £1.12m in the third year and £1.12m in the fourth year, a total of £4.49m.',
    legal: '4.1 The tender is under the Procurement Act 2023.',
    equality: '6.1 Who is offered kits, by group and need, is published with each report.',
    papers: '7.1 Price and volume schedule.\n7.2 Statement of requirements.',
  },
  promises: [
    { what: 'kits', amount: 352_000, years: 4 },
    { what: 'burglaries', amount: 6120, years: 4 },
    { what: 'hours', amount: 87_600, years: 4 },
    { what: 'money', amount: 448_000_000, years: 4 },
  ],
})

const actor = actingAs('demonstrationHomes', 'demonstration')

/** Puts in decisions of the made-up city: PCD 536 in our words, one from two sources, a draft that lacks a section, and one to sign. */
export const loadDecisions = (database: Database, until: string): Promise<void> =>
  database.withActor(actor, 'decisions of the made-up city', async (tx) => {
    const year = Number(until.slice(0, 4))
    for (const [foundAt, content] of [
      ['The facts of MOPAC decision PCD 536, in our own words; the public page prints no date', pcd536],
      ['A made-up page without a date', lamps('')],
      ['A made-up older copy of the page', lamps(`6 February ${year}`)],
    ] as const)
      await takeSource(tx, actor.id, { foundAt, content, madeUp: true })
    const draft = tender(year)
    await beginDraft(tx, actor.id, { id: uuidv7(), year, draft, madeUp: true })
    await beginDraft(tx, actor.id, {
      id: uuidv7(),
      year,
      madeUp: true,
      draft: {
        ...draft,
        title: 'Leaflets for new residents',
        request: 'other',
        net: 1_800_000,
        gross: 2_160_000,
        beginsOn: null,
        sections: {
          'executive summary': 'Leaflets tell new residents that their home has a kit.',
          recommendation: 'Approve £18,000 without VAT for leaflets in one year.',
          introduction: '1.1 One home in nine changes hands in a year.',
          issues: '2.1 New residents can register the kit, or ask for another.',
          finance: '3.1 The cost is met from the budget for signs.',
          legal: '4.1 The value is below the threshold.',
          'data protection': '5.1 Leaflets name nobody and go to every home of an area.',
          equality: '6.1 The leaflet has five languages and large print.',
          papers: '7.1 Draft leaflet.',
        },
        promises: [{ what: 'money', amount: 1_800_000, years: 1 }],
      },
    })
  })
