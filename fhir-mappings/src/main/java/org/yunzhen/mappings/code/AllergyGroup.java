package org.yunzhen.mappings.code;

import org.yunzhen.mappings.identifier.Systems;

/**
 * Medicines to which people are allergic together. The Chinese and English names are the shortest
 * by which a record calls the group, so that it is also found in what somebody wrote in words.
 */
public enum AllergyGroup implements Coded {
    PENICILLIN("penicillin", "青霉素", "Penicillin"),
    CEPHALOSPORIN("cephalosporin", "头孢", "Cephalosporin"),
    CARBAPENEM("carbapenem", "碳青霉烯", "Carbapenem"),
    MACROLIDE("macrolide", "大环内酯", "Macrolide"),
    LINCOSAMIDE("lincosamide", "林可酰胺", "Lincosamide"),
    QUINOLONE("quinolone", "喹诺酮", "Quinolone"),
    TETRACYCLINE("tetracycline", "四环素", "Tetracycline"),
    AMINOGLYCOSIDE("aminoglycoside", "氨基糖苷", "Aminoglycoside"),
    NITROIMIDAZOLE("nitroimidazole", "硝基咪唑", "Nitroimidazole"),
    AZOLE("azole", "唑类抗真菌", "Azole"),
    ACICLOVIR("aciclovir", "阿昔洛韦", "Aciclovir"),
    SULFONAMIDE("sulfonamide", "磺胺", "Sulfonamide"),
    SULFONYLUREA("sulfonylurea", "磺脲", "Sulfonylurea"),
    NSAID("nsaid", "非甾体", "NSAID"),
    ASPIRIN("aspirin", "阿司匹林", "Aspirin"),
    PARACETAMOL("paracetamol", "对乙酰氨基酚", "Paracetamol"),
    OPIOID("opioid", "阿片", "Opioid"),
    IODINE("iodine", "碘", "Iodine"),
    ACE_INHIBITOR("ace-inhibitor", "血管紧张素转换酶抑制", "ACE inhibitor");

    /** The system of these codes. */
    public static final String SYSTEM = Systems.ALLERGY;

    private final Term term;

    AllergyGroup(String code, String zh, String en) {
        term = new Term(SYSTEM, code, zh, en);
    }

    @Override
    public Term term() {
        return term;
    }
}
