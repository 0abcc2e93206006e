import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, foldUnit } from '../../src/text/fold.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 300 })

describe('fold', () => {
  test('folds each unit by itself and keeps the length, lone surrogates and all', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0xd800, max: 0xdfff }), (text, surrogate) => {
        const whole = text + String.fromCharCode(surrogate) + text
        const units = Array.from({ length: whole.length }, (_, at) => foldUnit(whole.charCodeAt(at)))
        expect(Array.from({ length: whole.length }, (_, at) => fold(whole).charCodeAt(at))).toEqual(units)
      }),
    )
  })

  test('changes nothing more when done again', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
    )
  })

  test('gives one key to the same word in every script', () => {
    expect(fold('日韓關係「改善」')).toBe(fold('日韩关系“改善”'))
    expect(fold('ＡＤＩＺ')).toBe('adiz')
    expect(fold('會談')).toBe(fold('会談'))
  })

  test('folds texts longer than its buffer', () => {
    const long = '會談。'.repeat(10_000)
    expect(fold(long)).toBe(fold('會談。').repeat(10_000))
    expect(fold('')).toBe('')
  })
})
