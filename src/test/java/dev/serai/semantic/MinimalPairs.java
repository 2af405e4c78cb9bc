package dev.serai.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Prompts in several languages that differ by little, and mean another thing, or the same. */
final class MinimalPairs {

    /** What means another thing. */
    static final String TEXT = """
        Recommend a drink with alcohol || Recommend a drink without alcohol
        Show all orders from 2024 || Show all orders from 2025
        Translate to German || Translate to French
        How do I enable dark mode? || How do I disable dark mode?
        How do I turn on the alarm? || How do I turn off the alarm?
        How can I reset my password? || How can I reset his password?
        Is it safe to eat raw eggs? || Is it not safe to eat raw eggs?
        Is it safe to eat raw eggs? || Isn't it safe to eat raw eggs?
        Can I cancel my order? || Can you cancel my order?
        Can I cancel my order? || Can't I cancel my order?
        Should I sell my shares? || Shouldn't I sell my shares?
        Why does it fail on Mondays? || When does it fail on Mondays?
        Who is the president of France? || Who was the president of France?
        Translate from German to French || Translate from French to German
        Convert EUR to USD || Convert USD to EUR
        The man bites the dog today || The dog bites the man today
        What is 5 - 3 in total || What is 3 - 5 in total
        What is 5 + 3 in total || What is 5 - 3 in total
        What is the value of 5! || What is the value of 5
        What is the value of n! || What is the value of n
        What is the square of -5? || What is the square of 5?
        Round 1.5 to an integer || Round 1,5 to an integer
        How many people live in Paris, Texas? || How many people live in Paris, France?
        How do I polish furniture? || How do I Polish furniture?
        Tell me about US politics || Tell me about us politics
        Tell me about the WHO please || Tell me about the who please
        Turkey recipes for dinner || turkey recipes for dinner
        What is the largest city in Asia? || What is the largest cities in Asia?
        List few reasons to stay || List a few reasons to stay
        Before meals, take two || After meals, take two
        More than 5 items in stock || Less than 5 items in stock
        At least 5 items in stock || At most 5 items in stock
        How do I sort ascending in C? || How do I sort ascending in C++?
        How do I sort ascending in C#? || How do I sort ascending in C++?
        How do I use Java here? || How do I use JavaScript here?
        Meet me at 10:30 tomorrow || Meet me at 10:31 tomorrow
        Is 0.1 larger than 0.01? || Is 0.01 larger than 0.1?
        What is 50% of 80 apples? || What is 50 of 80 apples?
        Transfer $5 to Anna now || Transfer €5 to Anna now
        How do you say "please" in French? || How do you say "thanks" in French?
        How do you say please in French? || How do you say thanks in French?
        Thanks, in French? || Hello, in French?
        What is the French word for please? || What is the French word for thanks?
        Translate: please || Translate: thanks
        Translate into French: the cat || Translate into French: cat
        Explain `a = 1` to me || Explain `a = 2` to me
        Explain f(x) to me now || Explain f(y) to me now
        Sum the list [1, 2, 3] || Sum the list [1, 2, 4]
        Open https://example.com/a now || Open https://example.com/b now
        Who is taller, Anna or Bob? || Who is taller, Bob or Anna's brother?
        Let's eat, grandma, right now || Let's eat grandma right now
        You are done here now? || You are done here now.
        Do all birds fly south? || Do some birds fly south?
        Is everyone allowed to vote? || Is anyone allowed to vote?
        Never restart the server today || Always restart the server today
        Write with two spaces\\nok || Write with two spaces\\nno
        Increase the price by 10 || Decrease the price by 10
        Buy 100 shares of ACME || Sell 100 shares of ACME
        Is it legal in Georgia (US)? || Is it legal in Georgia (country)?
        I want to know nothing of him || I want to know something of him
        How to treat type 1 diabetes? || How to treat type 2 diabetes?
        What is the dose for adults? || What is the dose for children?
        Remove the first line of it || Remove the last line of it
        Only include the tests now || Also include the tests now
        It's due in March this year || It's due in May this year
        How can I forget my password? || How could I forget my password?
        Was it open on Monday then || Is it open on Monday then
        x² plus one is what || x2 plus one is what
        Ab welchem Alter mit Alkohol? || Ab welchem Alter ohne Alkohol?
        Zeige alle Bestellungen von 2024 || Zeige alle Bestellungen von 2025
        Wie kann ich das Konto eröffnen? || Wie kann ich das Konto schließen?
        Ist das in Deutschland erlaubt? || Ist das in Deutschland nicht erlaubt?
        Gibt es ein Recht auf Urlaub? || Gibt es kein Recht auf Urlaub?
        Der Hund beißt den Mann hier || Den Hund beißt der Mann hier
        Wer liebt Anna denn wirklich? || Wen liebt Anna denn wirklich?
        Übersetze ins Deutsche bitte schnell || Übersetze ins Englische bitte schnell
        Wie kann ich ihn einschalten? || Wie kann ich ihn ausschalten?
        Ich möchte wissen, wer kommt morgen || Ich möchte wissen, wer kam gestern
        Darf man hier parken oder halten? || Darf man hier weder parken noch halten?
        Was kostet das für Sie selbst? || Was kostet das für sie selbst?
        Was ist die Hauptstadt von Österreich? || Was ist die Hauptstadt von Australien?
        Steigt der Preis um 3,5 Prozent? || Steigt der Preis um 35 Prozent?
        Ist er schon da gewesen? || Ist er noch da gewesen?
        Une boisson avec alcool, laquelle? || Une boisson sans alcool, laquelle?
        Comment puis-je activer le compte? || Comment puis-je désactiver le compte?
        Je peux le faire demain || Je ne peux pas le faire demain
        Le tour de Paris en photos || La tour de Paris en photos
        Montre les commandes de 2024 || Montre les commandes de 2025
        Qui aime Anne le plus? || Qui Anne aime le plus?
        Traduis en allemand, merci || Traduis en anglais, merci
        Il n'a jamais menti ici || Il a toujours menti ici
        Plus de cinq personnes viennent || Moins de cinq personnes viennent
        Quelle est la capitale du Niger? || Quelle est la capitale du Nigeria?
        J'ai été là avant midi || J'ai été là après midi
        Una bebida con alcohol, ¿cuál? || Una bebida sin alcohol, ¿cuál?
        ¿Cómo puedo activar mi cuenta? || ¿Cómo puedo desactivar mi cuenta?
        ¿Quién ama a Ana hoy? || ¿A quién ama Ana hoy?
        El capital de la empresa || La capital de la empresa
        Muestra los pedidos de 2024 || Muestra los pedidos de 2025
        Si puedo venir mañana || Sí puedo venir mañana
        Traduce al alemán, por favor || Traduce al francés, por favor
        No quiero recibir correos hoy || Quiero recibir correos hoy
        Más de cinco personas vienen || Menos de cinco personas vienen
        Tengo veinte años de edad || Tengo veinte anos de edad
        推荐一款含酒精的饮料 || 推荐一款不含酒精的饮料
        显示2024年的订单 || 显示2025年的订单
        如何启用深色模式 || 如何禁用深色模式
        如何打开闹钟 || 如何关闭闹钟
        翻译成德语 || 翻译成法语
        我爱你妈妈 || 你爱我妈妈
        他去过北京吗 || 他没去过北京吗
        他来了没有 || 他来了
        请问北京的人口是多少 || 请问东京的人口是多少
        谁喜欢安娜啊 || 安娜喜欢谁啊
        他会说中文 || 他会说中文吗
        把欧元换成美元 || 把美元换成欧元
        每天吃三次药 || 每天吃两次药
        お酒入りの飲み物 || お酒なしの飲み物
        電源を入れる方法 || 電源を切る方法
        2024年の注文を表示 || 2025年の注文を表示
        Una bevanda con alcol, quale? || Una bevanda senza alcol, quale?
        Come posso attivare il conto? || Come posso disattivare il conto?
        Uma bebida com álcool, qual? || Uma bebida sem álcool, qual?
        Como posso ativar a conta? || Como posso desativar a conta?
        Een drankje met alcohol, welke? || Een drankje zonder alcohol, welke?
        Hoe kan ik het licht aandoen? || Hoe kan ik het licht uitdoen?
        Покажи заказы за 2024 год || Покажи заказы за 2025 год
        Это можно есть сырым || Это нельзя есть сырым
        Это не опасно для детей || Это опасно для детей
        Pokaż zamówienia z 2024 roku || Pokaż zamówienia z 2025 roku
        هل هذا آمن للأطفال || هل هذا غير آمن للأطفال
        क्या यह सुरक्षित है || क्या यह सुरक्षित नहीं है
        알코올이 있는 음료 추천 || 알코올이 없는 음료 추천
        Alkollü bir içecek öner || Alkolsüz bir içecek öner
        How do I reset my password? || Wie kann ich mein Passwort zurücksetzen?
        рay the bill right now || pay the bill right now
        """;

    /** What means the same. */
    static final String PARAPHRASES = """
        How do I reset my password? || How can I reset my password?
        How do I reset my password? || Hello, how can I reset my password?
        How to reset my password || Please tell me how to reset my password.
        What is the capital of France? || What's the capital of France
        What is the capital of France? || Tell me the capital of France.
        What is the capital of France? || Can you tell me the capital of France, please
        Why don't cats swim at night? || Why do not cats swim at night
        Why don’t cats swim at night? || Why don't cats swim at night?
        Explain the CAP theorem to me || explain CAP theorem to me, please
        Where can I  find my invoices? || where can I find my invoices
        Please, translate this into German! || Translate this into German.
        I want to know how to delete my account || How can I delete my account? Thanks!
        Wie kann ich mein Passwort zurücksetzen? || Hallo, wie kann man mein Passwort zurücksetzen?
        Wie kann ich mein Passwort zurücksetzen? || wie kann ich mein Passwort zurücksetzen, bitte?
        Was ist die Hauptstadt von Frankreich? || Sag mir die Hauptstadt von Frankreich.
        Comment puis-je changer mon mot de passe ? || Bonjour, comment changer mon mot de passe? Merci !
        Quelle est la capitale de la France ? || Dis-moi la capitale de la France, s'il te plaît
        ¿Cómo puedo cambiar mi contraseña? || Hola, ¿cómo cambiar mi contraseña, por favor?
        ¿Cuál es la capital de Francia? || Dime la capital de Francia, por favor.
        Come posso cambiare la password? || Ciao, come si può cambiare la password? Grazie
        Como posso mudar minha senha? || Olá, como faço para mudar minha senha?
        Hoe kan ik mijn wachtwoord wijzigen? || Goedemorgen, hoe mijn wachtwoord wijzigen?
        请问如何重置密码？ || 怎么重置密码
        你好，我该如何重置密码？谢谢 || 怎样重置密码？
        请告诉我北京的人口 || 你好，我想知道北京的人口。
        """;

    private static final String[] WORDS =
            ("cat dog Berlin Paris 12 13 2024 not never all some with without before after is was are"
                            + " Hund Katze ohne mit nicht kein chien chat sans avec pas perro gato sin con no 北京 不 没 有 red blue"
                            + " my your his a an of to from in out on off up down can could must should why when who € $ + - * / = < %"
                            + " 1.5 1,5 -3 x y X Y USB it It IT us US me he she they more less most least first last and or but")
                    .split(" ", -1);

    private static final String[] NEGATIONS =
            "not no never without nicht kein ohne nie pas sans jamais no sin nunca 不 没 无 не non senza não"
                    .split(" ", -1);

    private MinimalPairs() {}

    static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }

    static String negation(Random random) {
        return NEGATIONS[random.nextInt(NEGATIONS.length)];
    }

    /** Some words, of which none is one that may be left out. */
    static List<String> sentence(Random random) {
        List<String> words = new ArrayList<>();
        words.add("compare");
        for (int i = 3 + random.nextInt(8); i > 0; i--) {
            words.add(word(random));
        }
        return words;
    }
}
