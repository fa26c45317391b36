import { describe, expect, test } from 'vitest'
import { vouchedBy } from './claims.ts'

const standard = { iss: 'https://login.example', sub: 'a1', name: 'Ann Other' }

describe('who the claims say somebody is', () => {
  test('a standard provider: issuer and subject', () => {
    expect(vouchedBy(standard, undefined)).toEqual({
      issuer: 'https://login.example',
      subject: 'a1',
      name: 'Ann Other',
      roles: null,
    })
  })

  test('Entra ID: the object of the tenant, which is the same for every application', () => {
    const entra = {
      iss: 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0',
      sub: 'pairwise',
      oid: '690222be-ff1a-4d56-abd1-7e4f7d38e474',
      tid: '9188040d-6c67-4c5b-b112-36a304b66dad',
      name: 'Ann Other',
      roles: ['MetTrace.WardOfficer', 'planner'],
    }
    expect(vouchedBy(entra, 'roles')).toMatchObject({
      subject: entra.oid,
      roles: ['ward_officer', 'planner'],
    })
  })

  test('a tenant without an object is nobody', () => {
    expect(() => vouchedBy({ ...standard, tid: 'tenant' }, undefined)).toThrow(TypeError)
  })

  test.each([
    [undefined, []],
    ['Prevention PCSO', ['prevention_pcso']],
    [['data-protection', 7, null], ['data_protection']],
  ])('roles %j are %j: none where the claim is left out', (roles, expected) => {
    expect(vouchedBy({ ...standard, roles }, 'roles').roles).toEqual(expected)
  })

  test('a name is made do with where none is sent', () => {
    expect(vouchedBy({ ...standard, name: ' ', preferred_username: 'ann@example' }, undefined).name).toBe(
      'ann@example',
    )
    expect(vouchedBy({ ...standard, name: undefined }, undefined).name).toBe('a1')
  })
})
