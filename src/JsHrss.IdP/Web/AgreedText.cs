using System.Globalization;
using JsHrss.Accounts.FaceChecks;

namespace JsHrss.IdP.Web;

/// <summary>《人脸识别告知同意书》 in the language that a request is answered in: what is agreed to is what was shown.</summary>
internal static class AgreedText
{
    public static NoticeText OfThisPage => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? FaceNotice.English : FaceNotice.Chinese;
}
