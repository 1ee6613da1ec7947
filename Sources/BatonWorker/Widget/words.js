/** What visitors read, in English, Traditional and Simplified Chinese. */
const WORDS = {
  en: {
    open: 'Open chat', close: 'Close chat', unread: (n) => `${n} new`, title: 'Chat',
    hello: 'Hello! Ask us anything. Our assistant answers at once, and a colleague can join.',
    askPerson: 'I want to talk to a person', placeholder: 'Write a message', send: 'Send',
    attach: 'Send a photo or a file', log: 'Conversation',
    bot: 'Assistant', system: 'Notice', you: 'You', agent: 'Colleague',
    atBot: 'Our assistant answers at once', atQueue: 'A colleague will answer here',
    atAgent: (name) => `You are talking with ${name}`,
    joined: (name) => `${name} has joined`, waiting: 'A colleague will answer here soon',
    back: 'Our assistant is with you again',
    ended: 'This conversation is closed. Write to begin again.',
    typing: 'is typing …', sending: 'Sending', sent: 'Sent', delivered: 'Delivered', read: 'Read',
    failed: 'Not sent', offline: 'No connection. What you write is kept and sent later.',
    tooLarge: 'Files of up to 10 MB can be sent.',
    refusedFile: 'Photos, sound, films, PDF and office files can be sent.',
    fileFailed: 'The file was not sent. Please try again.', file: 'File', photo: 'Photo',
    download: (name) => `Save ${name}`, choose: 'Choose an answer',
    closed: 'Chat is not available now.',
  },
  hant: {
    open: '開啟對話', close: '關閉對話', unread: (n) => `${n} 則新訊息`, title: '對話',
    hello: '你好！有甚麼想問？智能助理即時回覆，亦可由同事接手。',
    askPerson: '我想搵真人客服', placeholder: '輸入訊息', send: '傳送',
    attach: '傳送相片或檔案', log: '對話內容',
    bot: '智能助理', system: '通知', you: '你', agent: '同事',
    atBot: '智能助理即時回覆', atQueue: '同事會在此回覆你',
    atAgent: (name) => `${name} 正在為你服務`,
    joined: (name) => `${name} 已加入對話`, waiting: '同事很快會在此回覆你',
    back: '智能助理再次為你服務', ended: '對話已結束。繼續輸入即可重新開始。',
    typing: '正在輸入……', sending: '傳送中', sent: '已傳送', delivered: '已送達', read: '已讀',
    failed: '未能傳送', offline: '未能連線。你寫的訊息會保留，連線後自動傳送。',
    tooLarge: '檔案上限為 10 MB。',
    refusedFile: '可傳送相片、錄音、影片、PDF 及文書檔案。',
    fileFailed: '檔案未能傳送，請再試。', file: '檔案', photo: '相片',
    download: (name) => `儲存 ${name}`, choose: '請選擇', closed: '對話暫時未能使用。',
  },
  hans: {
    open: '打开对话', close: '关闭对话', unread: (n) => `${n} 条新消息`, title: '对话',
    hello: '你好！有什么想问？智能助理即时回复，也可以由同事接手。',
    askPerson: '我想找人工客服', placeholder: '输入消息', send: '发送',
    attach: '发送照片或文件', log: '对话内容',
    bot: '智能助理', system: '通知', you: '你', agent: '同事',
    atBot: '智能助理即时回复', atQueue: '同事会在这里回复你',
    atAgent: (name) => `${name} 正在为你服务`,
    joined: (name) => `${name} 已加入对话`, waiting: '同事很快会在这里回复你',
    back: '智能助理再次为你服务', ended: '对话已结束。继续输入即可重新开始。',
    typing: '正在输入……', sending: '发送中', sent: '已发送', delivered: '已送达', read: '已读',
    failed: '未能发送', offline: '无法连接。你写的消息会保留，连接后自动发送。',
    tooLarge: '文件上限为 10 MB。',
    refusedFile: '可以发送照片、录音、影片、PDF 和办公文件。',
    fileFailed: '文件未能发送，请再试。', file: '文件', photo: '照片',
    download: (name) => `保存 ${name}`, choose: '请选择', closed: '对话暂时无法使用。',
  },
};

/** The words of a language tag such as zh-HK, and the tag to mark them with. */
function wordsFor(tag) {
  const lower = (tag || '').toLowerCase();
  if (!lower.startsWith('zh') && !lower.startsWith('yue')) return { words: WORDS.en, lang: 'en' };
  const isHans = /hans|-cn|-sg|-my/.test(lower) && !/hant/.test(lower);
  if (isHans) return { words: WORDS.hans, lang: 'zh-Hans' };
  return { words: WORDS.hant, lang: 'zh-Hant-HK' };
}
