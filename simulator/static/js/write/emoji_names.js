/** The emoji of the picker, with the words by which they are found. */

export const EMOJI = `
😀 grinning smile happy|😂 joy laugh tears|🙂 slight smile|😉 wink|😊 blush smile|😍 heart eyes love
😘 kiss|😎 cool sunglasses|🤔 thinking hmm|😐 neutral|😅 sweat relief|😇 angel innocent
🙃 upside down|😋 yum delicious|😴 sleeping tired|😢 cry sad|😭 sob crying|😡 angry
😱 scream shock|🤯 mind blown|🤗 hug|🤝 handshake deal agree|👍 thumbs up yes good|👎 thumbs down no bad
👌 ok perfect|👏 clap applause|🙏 thanks please pray|💪 strong muscle|👋 wave hello hi bye|✌️ victory peace
🤞 fingers crossed luck|👀 eyes look|❤️ heart love red|💔 broken heart|💯 hundred percent|🔥 fire hot
✨ sparkles shiny|⭐ star|🎉 party tada congratulations|🎂 cake birthday|🎁 gift present|🏆 trophy win
🚀 rocket launch|⏰ alarm clock time|⏳ hourglass wait|📅 calendar date|📎 paperclip attach|📌 pin
📷 camera photo|🎨 art palette design|💻 laptop computer work|📱 phone mobile|💡 idea bulb|💰 money bag pay
💳 card credit pay|📈 chart up growth|✅ check done yes|❌ cross no wrong|❓ question|❗ exclamation important
☕ coffee|🍕 pizza food|🌍 world earth globe|☀️ sun sunny
`
  .trim()
  .split(/[|\n]/)
  .map((line) => {
    const [emoji, ...names] = line.trim().split(" ");
    return { emoji, name: names.join(" ") };
  });
