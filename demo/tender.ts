/** Days before the end of the history on which the made-up tender for kits was issued, closed, judged and awarded. */
export const tenderDays = {
  written: 640,
  issued: 630,
  closed: 595,
  checked: 590,
  scored: 580,
  moderated: 570,
  awarded: 560,
  published: 558,
  starts: 500,
} as const

/** What was asked for. Pence over four years; weights in hundredths of a per cent. */
export const madeUpTender = {
  title: 'Forensic marking kits for homes',
  net: 448_000_000,
  gross: 537_600_000,
  years: 4,
  sections: {
    requirements:
      'Kits for homes, each with a code of its own, in batches that the force registers when they come.\nA laboratory reads codes from samples within ten working days.\nLamps and test cards for each property store.',
    'data protection':
      'The supplier knows codes and batches, and never which home has which. It signs a sharing agreement before the first sample.',
    equality:
      'Leaflets in five languages and in large print. A kit can be opened and used with one hand. Suppliers say how they employ.',
    exit: 'At the end all codes and readings are handed back in an open format, then erased within 30 days, with a certificate.',
  },
  lots: [{ key: '1', title: 'Kits with their laboratory', kits: 88_000 }],
  criteria: [
    { key: 'price', title: 'Price', kind: 'price' as const, weight: 4000 },
    { key: 'q1', title: 'Kit and leaflet', kind: 'quality' as const, weight: 2500 },
    { key: 'q2', title: 'Laboratory', kind: 'quality' as const, weight: 2500 },
    { key: 'q3', title: 'Social value', kind: 'quality' as const, weight: 1000 },
  ],
  indicators: [
    { key: 'k1', title: 'Turn-around of samples', target: '95% within ten working days', credit: 50_000 },
    { key: 'k2', title: 'Faulty kits', target: 'at most 2 in 1,000', credit: 25_000 },
    { key: 'k3', title: 'Availability of the code service', target: '99.5% of each month', credit: 10_000 },
    { key: 'k4', title: 'Stock ready to send', target: 'four weeks', credit: null },
  ],
}

/** Bids with the scores of two people, in order of the criteria of quality, and what was agreed on. */
export const madeUpBids = [
  {
    supplier: 'Quernley Forensic Ltd',
    bands: [
      [0, '13.10'],
      [200_000, '11.85'],
    ],
    passes: true,
    scores: [
      [75, 80, 60],
      [80, 90, 70],
    ],
    agreed: [78, 85, 65],
  },
  {
    supplier: 'Wetherholme Marking Ltd',
    bands: [
      [0, '12.40'],
      [300_000, '12.05'],
    ],
    passes: true,
    scores: [
      [70, 60, 75],
      [65, 70, 80],
    ],
    agreed: [68, 65, 78],
  },
  {
    supplier: 'Brackenfold Labels Ltd',
    bands: [[0, '8.95']],
    passes: false,
    scores: [],
    agreed: [],
  },
] as const

/** How the supplier did in quarters of the contract, by days before the end of the history. */
export const madeUpAssessments = [
  { indicator: 'k1', fromAgo: 500, toAgo: 410, figure: '91% within ten working days', met: false },
  { indicator: 'k1', fromAgo: 409, toAgo: 319, figure: '97% within ten working days', met: true },
  { indicator: 'k2', fromAgo: 500, toAgo: 319, figure: '1.4 in 1,000', met: true },
  { indicator: 'k3', fromAgo: 500, toAgo: 319, figure: '99.7%', met: true },
] as const
