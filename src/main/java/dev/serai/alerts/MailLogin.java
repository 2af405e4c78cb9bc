package dev.serai.alerts;

import dev.serai.log.Secrets;
import jakarta.mail.PasswordAuthentication;
import org.apache.camel.component.mail.MailAuthenticator;

/** Who mail is sent as: the password stands in no address of Camel's, and where there is no user nobody logs in. */
final class MailLogin extends MailAuthenticator {

    private final String user;
    private final String password;

    MailLogin(String user, String password) {
        this.user = user.isBlank() ? null : user;
        this.password = user.isBlank() ? null : password;
        Secrets.known().add(password);
    }

    @Override
    public PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(user, password);
    }
}
