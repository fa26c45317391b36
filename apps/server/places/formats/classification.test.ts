import { describe, expect, test } from 'vitest'
import { classify } from './classification.ts'

describe('the series of an incident', () => {
  test.each([
    'Burglary - Residential',
    'Burglary Residential (Dwelling)',
    'BURGLARY RESIDENTIAL (UNCONNECTED BLDG)',
    'Residential Burglary of a Home - Theft Act 1968 Sec 9',
    'Residential Burglary-Unconnected Build',
    'RES BURGLARY OF A HOME',
    'Attempted burglary in a dwelling',
    'Aggravated Burglary Dwelling',
    'Domestic Burglary',
    'Distraction burglary',
    'Burglary dwelling',
    'Dwelling',
    '28A',
    '28E',
    '28B - Attempt',
    '28/1',
    '028/01',
    '02803',
    '29',
    '29A Aggravated burglary',
    'HO 28G',
    'Class 28',
    'Home Office 28E burglary',
  ])('%s is residential', (text) => {
    expect(classify(text)).toEqual({ series: 'residential', certain: true })
  })

  test.each([
    'Burglary - Business and Community',
    'BURGLARY - BUSINESS/COMMUNITY',
    'Attempted Burglary - Business & Community - Theft Act 1968 Sec 9',
    'Burglary in a building other than a dwelling',
    'Burglary Non-Dwelling',
    'Burglary (non residential)',
    'Aggravated burglary in a building other than a dwelling',
    'Burglary In Other Buildings',
    'Business and Community',
    '30A',
    '30C',
    '030/02',
    '31',
    '31A: aggravated',
    'Home Office 30C burglary',
  ])('%s is another burglary', (text) => {
    expect(classify(text)).toEqual({ series: 'other', certain: true })
  })

  test.each([
    'Going equipped for burglary',
    'Criminal damage to a dwelling',
    'Theft in a dwelling',
    'NO CRIME - Burglary Residential',
    'Cancelled: burglary dwelling',
    'Robbery of personal property',
    '40',
    '280',
    '2800',
    '49/10',
    '33',
    '58A',
    '',
  ])('%j is not burglary', (text) => {
    expect(classify(text)).toEqual({ series: 'not burglary', certain: true })
  })

  test('a burglary that does not say of what is one of all burglary only, and says so', () => {
    expect(classify('Burglary')).toEqual({ series: 'other', certain: false })
    expect(classify('Aggravated burglary')).toEqual({ series: 'other', certain: false })
  })

  test('words that say it go before a code, and a code before words that do not', () => {
    expect(classify('Burglary', '28E')).toEqual({ series: 'residential', certain: true })
    expect(classify('Burglary', '30C')).toEqual({ series: 'other', certain: true })
    expect(classify('Burglary Dwelling', '30A')).toEqual({ series: 'residential', certain: true })
    expect(classify('', '28E')).toEqual({ series: 'residential', certain: true })
  })
})
