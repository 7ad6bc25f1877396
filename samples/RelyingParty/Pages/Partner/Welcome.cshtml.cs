using RelyingParty.Pages.Hall;

namespace RelyingParty.Pages.Partner;

/// <summary>What the third party received.</summary>
internal sealed class WelcomeModel : HallPage;
