import type { ModelTable } from './models.ts'

/** Firewalls, other security appliances (the ledger files them under firewall) and load balancers. */
export const applianceModels: ModelTable = [
  {
    vendor: 'Topsec',
    kind: 'firewall',
    role: 'firewall',
    models: [
      ['NGFW4000', 2002, 2010, 1, 150, 36000, 'appliance'],
      ['NGFW4000-UF', 2005, 2016, 2, 250, 58000, 'appliance'],
    ],
  },
  {
    vendor: 'Venustech',
    kind: 'firewall',
    role: 'firewall',
    models: [
      ['USG-2000D', 2007, 2013, 1, 180, 42000, 'appliance'],
      ['USG-FW-2010D', 2012, 2019, 1, 180, 46000, 'appliance'],
    ],
  },
  {
    vendor: 'Hillstone',
    kind: 'firewall',
    role: 'firewall',
    models: [
      ['SG-6000-G3150', 2009, 2014, 2, 250, 68000, 'hillstone'],
      ['SG-6000-M3108', 2010, 2014, 1, 120, 38000, 'hillstone'],
      ['SG-6000-E1700', 2014, 2019, 1, 60, 32000, 'hillstone'],
      ['SG-6000-E2800', 2014, 2019, 1, 90, 52000, 'hillstone'],
    ],
  },
  {
    vendor: 'H3C',
    kind: 'firewall',
    role: 'firewall',
    models: [
      ['F1000-S', 2006, 2013, 1, 120, 39000, 'h3cFirewall'],
      ['F1000-E', 2007, 2014, 2, 250, 78000, 'h3cFirewall'],
      ['F1020', 2015, 2019, 1, 100, 36000, 'h3cFirewall'],
      ['F1050', 2015, 2019, 1, 120, 58000, 'h3cFirewall'],
    ],
  },
  {
    vendor: 'Huawei',
    kind: 'firewall',
    role: 'firewall',
    models: [
      ['USG2220', 2009, 2014, 1, 100, 24000, 'huaweiFirewall'],
      ['USG5120', 2010, 2014, 1, 150, 38000, 'huaweiFirewall'],
      ['USG6350', 2013, 2019, 1, 150, 42000, 'huaweiFirewall'],
      ['USG6530', 2014, 2019, 1, 170, 56000, 'huaweiFirewall'],
    ],
  },
  {
    vendor: 'Sangfor',
    kind: 'firewall',
    role: 'firewall',
    models: [
      ['AF-1320', 2011, 2016, 1, 120, 45000, 'appliance'],
      ['AF-1520', 2013, 2019, 1, 150, 62000, 'appliance'],
    ],
  },
  {
    vendor: 'Cisco',
    kind: 'firewall',
    role: 'firewall',
    models: [
      ['ASA5510', 2005, 2012, 1, 190, 28000, 'ciscoFirewall'],
      ['ASA5520', 2005, 2012, 1, 190, 48000, 'ciscoFirewall'],
    ],
  },
  {
    vendor: 'Ruijie',
    kind: 'firewall',
    role: 'firewall',
    models: [['RG-WALL 1600', 2006, 2016, 1, 150, 36000, 'ruijieFirewall']],
  },
  {
    vendor: 'Venustech',
    kind: 'firewall',
    role: 'security',
    models: [
      ['NT-3000', 2004, 2012, 2, 250, 62000, 'appliance'],
      ['NGIPS-3060', 2010, 2019, 2, 300, 88000, 'appliance'],
    ],
  },
  {
    vendor: 'NSFOCUS',
    kind: 'firewall',
    role: 'security',
    models: [
      ['NIDS-1200', 2004, 2011, 2, 250, 66000, 'appliance'],
      ['NIPS-1000', 2008, 2015, 2, 300, 92000, 'appliance'],
      ['WAF-P600', 2010, 2019, 2, 300, 98000, 'appliance'],
    ],
  },
  {
    vendor: 'Sangfor',
    kind: 'firewall',
    role: 'security',
    models: [
      ['M5100-AC', 2006, 2013, 1, 120, 32000, 'appliance'],
      ['M5400-AC', 2008, 2016, 1, 180, 56000, 'appliance'],
      ['AC-1300', 2014, 2019, 1, 150, 48000, 'appliance'],
    ],
  },
  {
    vendor: 'Sangfor',
    kind: 'load-balancer',
    role: 'load-balancer',
    models: [
      ['AD-1680', 2009, 2015, 1, 200, 78000, 'appliance'],
      ['AD-2600', 2014, 2019, 2, 300, 128000, 'appliance'],
    ],
  },
  {
    vendor: 'H3C',
    kind: 'load-balancer',
    role: 'load-balancer',
    models: [['L1000-A', 2008, 2015, 1, 150, 86000, 'h3cFirewall']],
  },
]
