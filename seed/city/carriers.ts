import { origin, type CarrierRecord } from './records.ts'

export type CarrierCode = 'unicom' | 'mobile' | 'telecom' | 'broadcast'

export const carrierIds: Record<CarrierCode, number> = { unicom: 1, mobile: 2, telecom: 3, broadcast: 4 }

export const carrierNames: Record<CarrierCode, string> = {
  unicom: '联通',
  mobile: '移动',
  telecom: '电信',
  broadcast: '广电',
}

export function buildCarriers(): CarrierRecord[] {
  return [
    { id: 1, code: 'unicom', name: '中国联通', nameEn: 'China Unicom', servicePhone: '10010', origin },
    { id: 2, code: 'mobile', name: '中国移动', nameEn: 'China Mobile', servicePhone: '10086', origin },
    { id: 3, code: 'telecom', name: '中国电信', nameEn: 'China Telecom', servicePhone: '10000', origin },
    { id: 4, code: 'broadcast', name: '广电网络', nameEn: 'Broadcast network', servicePhone: null, origin },
  ]
}
