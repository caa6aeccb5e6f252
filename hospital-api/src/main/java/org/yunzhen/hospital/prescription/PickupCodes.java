package org.yunzhen.hospital.prescription;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * One-time pick-up codes: twelve characters of 31, without those that are mistaken for another (59
 * bits).
 */
@ApplicationScoped
class PickupCodes {
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int LENGTH = 12;
    private static final int BYTE_VALUES = 256;
    private static final int QR_PIXELS = 240;
    private static final int BLACK = 0xFF000000;
    private static final int WHITE = 0xFFFFFFFF;

    private final Seal seal;

    PickupCodes(Seal seal) {
        this.seal = seal;
    }

    /** A new code, to be kept. */
    Prescription.PickupCode fresh(String tenant) {
        String text = text();
        return new Prescription.PickupCode(
                hash(tenant, text),
                seal.seal(purpose(tenant), text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The code as the patient shows it. */
    String open(String tenant, Prescription.PickupCode code) {
        return seal.open(purpose(tenant), code.sealed())
                .map(text -> new String(text, StandardCharsets.US_ASCII))
                .orElseThrow(() -> new RefusedException(Refusal.SEAL_UNAVAILABLE));
    }

    /** By what a code is found, however it was typed. */
    Buffer hash(String tenant, String typed) {
        String plain = typed.replace("-", "").replace(" ", "").toUpperCase(Locale.ROOT);
        return seal.hash(purpose(tenant), plain);
    }

    /** The code as a QR code, a PNG. Slow: for workers only. */
    static byte[] png(String code) {
        try {
            BitMatrix matrix =
                    new QRCodeWriter().encode(code, BarcodeFormat.QR_CODE, QR_PIXELS, QR_PIXELS);
            BufferedImage image =
                    new BufferedImage(QR_PIXELS, QR_PIXELS, BufferedImage.TYPE_BYTE_BINARY);
            for (int y = 0; y < QR_PIXELS; y++) {
                for (int x = 0; x < QR_PIXELS; x++) {
                    image.setRGB(x, y, matrix.get(x, y) ? BLACK : WHITE);
                }
            }
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return png.toByteArray();
        } catch (WriterException e) {
            throw new IllegalStateException("twelve characters fit into a QR code", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every character is equally likely: bytes beyond the last whole round are thrown away. */
    private String text() {
        StringBuilder text = new StringBuilder(LENGTH);
        int fair = BYTE_VALUES - BYTE_VALUES % ALPHABET.length();
        while (text.length() < LENGTH) {
            int value = Byte.toUnsignedInt(seal.random(1)[0]);
            if (value < fair) {
                text.append(ALPHABET.charAt(value % ALPHABET.length()));
            }
        }
        return text.toString();
    }

    private static String purpose(String tenant) {
        return "pickup code " + tenant;
    }
}
