export const areaKinds = ['oa', 'lsoa', 'ward', 'borough', 'bcu'] as const
export type AreaKind = (typeof areaKinds)[number]
