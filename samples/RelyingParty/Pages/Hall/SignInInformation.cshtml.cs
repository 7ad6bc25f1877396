namespace RelyingParty.Pages.Hall;

/// <summary>登录信息: everything the identity provider told the hall, for those who connect a system of their own.</summary>
internal sealed class SignInInformationModel : HallPage;
