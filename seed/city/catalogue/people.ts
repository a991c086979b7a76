/** Parts of made-up names for contact persons. */
export const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧']
export const givenNames = [
  '伟',
  '建国',
  '志强',
  '晓东',
  '丽华',
  '立新',
  '海涛',
  '春雨',
  '红梅',
  '国栋',
  '宏宇',
  '敏',
  '静',
  '鹏飞',
  '秀英',
  '振华',
  '雪',
  '成林',
  '玉兰',
  '凯',
]
